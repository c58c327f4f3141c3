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

-- It drops direction and language of a span too. The empty content keeps "- 3" from becoming a list.
function Span(span)
  local apart, lang = span.classes:includes('apart'), span.attributes.lang
  if not apart and not lang then
    return nil
  end
  local said = {}
  if lang then
    table.insert(said, 'lang: ' .. quoted(lang))
  end
  if apart then
    table.insert(said, 'dir: ' .. span.attributes.dir)
  end
  local call = 'text(' .. table.concat(said, ', ') .. ')[#[]'
  local inlines = span.content
  inlines:insert(1, pandoc.RawInline('typst', apart and '#box(' .. call or '#' .. call))
  inlines:insert(pandoc.RawInline('typst', apart and ']);' or '];'))
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
