-- pandoc's Typst writer drops a picture's alternative text; PDF/UA-1 asks for it.
local function quoted(text)
  return '"' .. text:gsub('\\', '\\\\'):gsub('"', '\\"') .. '"'
end

local function picture(img)
  local alt = pandoc.utils.stringify(img.caption)
  return 'image(' .. quoted(img.src) .. ', width: 100%, alt: ' .. quoted(alt) .. ')'
end

function Image(img)
  return pandoc.RawInline('typst', '#' .. picture(img))
end
