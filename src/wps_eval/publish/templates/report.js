// Long tables that can be searched and sorted, where scripts run; without them nothing is missing.
(() => {
  "use strict";
  const LONG = 10;
  const said = document.body.dataset;
  if (!said.search || !said.shown || !said.sort) return;
  // browsers do not know Sorani; Persian orders all its letters but one
  const languages = [document.documentElement.lang, "fa"];
  const words = new Intl.Collator(languages, { numeric: true });
  const ordered = (text) => text.replace(/\u0695/g, "\u0631\uffff"); // that one: after every other reh
  const digits = new Intl.NumberFormat(languages, { numberingSystem: said.numerals, useGrouping: false });

  const plain = (text) =>
    text
      .replace(/\p{Cf}/gu, "") // direction marks
      .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/\u066c/g, ",")
      .replace(/\u066b/g, ".")
      .replace(/\u2212/g, "-")
      .replace(/\s+/g, " ")
      .trim();

  // as people type: any case, with or without vowel marks and hamza, on any of Iraq's keyboards
  const typed = (text) =>
    plain(text)
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/\u0643/g, "\u06a9")
      .replace(/[\u0649\u064a]/g, "\u06cc")
      .toLowerCase();

  // a comma parts thousands, unless what follows it cannot be thousands
  const DECIMAL_COMMA = /^(0,\d+|\d+,(?!\d{3}$)\d+|\d{1,3}(\.\d{3})+,\d+)$/;

  const numberOf = (text) => {
    const found = /^[(<>≤≥~±+ ]*(-?)(\d(?:[\d.,]| (?=\d{3}(?!\d)))*|\.\d+)/.exec(plain(text));
    if (!found) return NaN;
    const bare = found[2].replace(/ /g, "").replace(/[.,]+$/, "");
    const point = DECIMAL_COMMA.test(bare) ? bare.replace(/\./g, "").replace(",", ".") : bare.replace(/,/g, "");
    return Number(found[1] + point);
  };

  // what a cell shows; a closed card behind its number is no part of it
  const read = (cell) => (cell.querySelector("summary") ?? cell).textContent;

  const key = (row, column, ofNumbers) => {
    const text = plain(read(row.cells[column])).replace(/^–$/, "");
    const number = ofNumbers ? numberOf(text) : NaN;
    return { row, text: ordered(text), number, rank: text === "" ? 2 : ofNumbers && Number.isNaN(number) ? 1 : 0 };
  };

  const sort = (table, column, head) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const ofNumbers = head.classList.contains("num");
    const keys = [...table.tBodies[0].rows].map((row) => key(row, column, ofNumbers));
    const compare = (a, b) => (ofNumbers && !a.rank ? a.number - b.number : words.compare(a.text, b.text));
    // what is missing, and words among numbers, come last in either order
    keys.sort((a, b) => a.rank - b.rank || (down ? compare(b, a) : compare(a, b)));
    table.tBodies[0].append(...keys.map(({ row }) => row));
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
    if (table.caption) {
      table.caption.id = `caption${number}`;
      input.setAttribute("aria-describedby", table.caption.id); // which of many tables
    }
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const rows = [...table.tBodies[0].rows].map((row) => [
      row,
      typed([...row.cells].map(read).join("\n")),
    ]);
    input.addEventListener("input", () => {
      const wanted = typed(input.value);
      for (const [row, text] of rows) row.hidden = !text.includes(wanted);
      const left = digits.format(rows.filter(([row]) => !row.hidden).length);
      const all = digits.format(rows.length);
      count.textContent = wanted ? said.shown.replace("{shown}", left).replace("{all}", all) : "";
    });
    tools.append(label, input, count);
    table.parentElement.before(tools);
  };

  [...document.querySelectorAll("main table")].forEach((table, number) => {
    if (!table.tHead || table.tBodies.length !== 1 || table.tBodies[0].rows.length <= LONG) return;
    if (table.querySelector("[colspan], [rowspan]")) return;
    makeSortable(table);
    makeSearchable(table, number);
  });
})();
