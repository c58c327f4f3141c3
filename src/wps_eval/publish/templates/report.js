// Long tables that can be searched and sorted, where scripts run; without them nothing is missing.
(() => {
  "use strict";
  const LONG = 10;
  const said = document.body.dataset;
  if (!said.search) return;
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  const plain = (text) =>
    text
      .replace(/[\u200e\u200f\u2066-\u2069\u00a0]/g, "")
      .replace(/[\u0660-\u0669]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0x0630))
      .replace(/\u066c/g, ",")
      .replace(/\u066b/g, ".")
      .replace(/\u2212/g, "-")
      .trim();

  const numberOf = (text) => {
    const found = /^[+±]?(-?[\d,]*\.?\d+)/.exec(plain(text));
    return found ? Number(found[1].replace(/,/g, "")) : NaN;
  };

  const compare = (a, b) => {
    const [x, y] = [numberOf(a), numberOf(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? order.compare(plain(a), plain(b)) : x - y;
  };

  const missing = (text) => ["", "–"].includes(plain(text));

  const sort = (table, column, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const text = (row) => row.cells[column].textContent;
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => {
      const [x, y] = [text(a), text(b)];
      if (missing(x) || missing(y)) return missing(x) - missing(y);
      return down ? compare(y, x) : compare(x, y);
    });
    table.tBodies[0].append(...rows);
  };

  const makeSortable = (table) => {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.title = said.sort;
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(table, column, head));
      head.append(button);
    });
  };

  const makeSearchable = (table, number) => {
    const tools = document.createElement("div");
    tools.className = "tools";
    const label = document.createElement("label");
    label.htmlFor = `search${number}`;
    label.textContent = said.search;
    const input = document.createElement("input");
    input.type = "search";
    input.id = label.htmlFor;
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const rows = [...table.tBodies[0].rows];
    input.addEventListener("input", () => {
      const wanted = plain(input.value).toLocaleLowerCase();
      for (const row of rows) row.hidden = !plain(row.textContent).toLocaleLowerCase().includes(wanted);
      const left = rows.filter((row) => !row.hidden).length;
      count.textContent = wanted ? said.shown.replace("{shown}", left).replace("{all}", rows.length) : "";
    });
    tools.append(label, input, count);
    table.parentElement.before(tools);
  };

  [...document.querySelectorAll("main table")].forEach((table, number) => {
    if (!table.tHead || !table.tBodies[0] || table.tBodies[0].rows.length <= LONG) return;
    if (table.querySelector("[colspan], [rowspan]")) return;
    makeSortable(table);
    makeSearchable(table, number);
  });
})();
