// What a report can do besides when scripts run: sort a table by a column, filter the lines, print, and step over tables that fit. Nothing of the
// content needs it. Stands inline in the page, allowed by its hash; makes no markup from text.
(() => {
  const words = document.currentScript.dataset;

  const textOf = (row, column) => {
    const cell = row.cells[column];
    return cell === undefined ? '' : (cell.dataset.sort ?? cell.textContent.trim());
  };

  /** `1,234.50`, `−1 234,50`, `+3.2%`: a number; anything else: undefined. */
  const numberOf = (text) => {
    const digits = text.replace(/[\s\u202f\u00a0%+×]/g, '').replace('−', '-');
    const plain =
      words.point === ',' ? digits.replace(/\./g, '').replace(',', '.') : digits.replace(/,/g, '');
    return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
  };

  const compare = (a, b) => {
    const [one, other] = [numberOf(a), numberOf(b)];
    if (one !== undefined && other !== undefined) return one - other;
    if (one !== undefined || other !== undefined) return one === undefined ? -1 : 1;
    return a.localeCompare(b, document.documentElement.lang);
  };

  const sortBy = (table, head) => {
    const ascending = head.getAttribute('aria-sort') === 'descending';
    const column = head.cellIndex;
    for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
    head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    for (const body of table.tBodies) {
      const rows = [...body.rows].sort((a, b) => compare(textOf(a, column), textOf(b, column)));
      body.append(...(ascending ? rows : rows.reverse()));
    }
  };

  for (const table of document.querySelectorAll('table[data-sortable]')) {
    if (table.tBodies[0] === undefined || table.tBodies[0].rows.length < 2) continue;
    for (const head of table.tHead.rows[0].cells) {
      if (head.querySelector('.vh, svg')) continue;
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'sort';
      button.title = words.sort;
      button.append(...head.childNodes);
      button.addEventListener('click', () => sortBy(table, head));
      head.append(button);
    }
  }

  for (const list of document.querySelectorAll('[data-filterable]')) {
    const field = document.createElement('input');
    field.type = 'search';
    field.className = 'in filter';
    field.placeholder = list.dataset.filterable;
    field.setAttribute('aria-label', list.dataset.filterable);
    field.addEventListener('input', () => {
      const wanted = field.value.trim().toLocaleLowerCase();
      for (const service of list.querySelectorAll('.service')) {
        let found = 0;
        for (const resource of service.querySelectorAll('.resource')) {
          const hit = wanted === '' || resource.dataset.words.toLocaleLowerCase().includes(wanted);
          resource.hidden = !hit;
          if (hit) found += 1;
        }
        service.hidden = found === 0;
        service.open = wanted !== '' && found > 0;
      }
    });
    list.querySelector('h3').after(field);
  }

  // What has nothing to scroll is no stop for the keyboard.
  const scrollers = [...document.querySelectorAll('.tw')];
  const stops = () => {
    for (const each of scrollers) each.tabIndex = each.scrollWidth > each.clientWidth ? 0 : -1;
  };
  addEventListener('resize', stops);
  document.addEventListener('toggle', stops, true);
  stops();

  const toolbar = document.querySelector('.toolbar');
  const print = toolbar.querySelector('.print');
  if (print) {
    print.hidden = false;
    print.addEventListener('click', () => window.print());
  }
})();
