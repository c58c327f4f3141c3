-- pandoc's Typst writer drops a picture's alternative text; PDF/UA-1 asks for it.
-- The semicolon ends the call, or a bracket after it would become its argument.
local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

function Image(img)
  local alt = pandoc.utils.stringify(img.caption)
  local call = '#image(' .. quoted(img.src) .. ', alt: ' .. quoted(alt) .. ');'
  return pandoc.RawInline('typst', call)
end

-- It drops the direction of a span too. The empty content keeps "- 3" from becoming a list.
function Span(span)
  if not span.classes:includes('apart') then
    return nil
  end
  local inlines = span.content
  inlines:insert(1, pandoc.RawInline('typst', '#box(text(dir: ' .. span.attributes.dir .. ')[#[]'))
  inlines:insert(pandoc.RawInline('typst', ']);'))
  return inlines
end

function Div(div)
  if not div.classes:includes('sideways') then
    return nil
  end
  local blocks = div.content
  blocks:insert(1, pandoc.RawBlock('typst', '#page(flipped: true)['))
  blocks:insert(pandoc.RawBlock('typst', ']'))
  return blocks
end
