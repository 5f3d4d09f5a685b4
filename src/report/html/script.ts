/** What the page does with scripts: search, filters, deep links into what is hidden or folded, and copying commands. */

/** The text of the inline script. */
export function script(): string {
  return `(${enliven.toString()})();`;
}

/** Runs in the browser: nothing outside of it is known to it. */
function enliven(): void {
  const form = document.getElementById('filters') as HTMLFormElement;
  const output = form.querySelector('output')!;
  const findings = [...document.querySelectorAll<HTMLElement>('.finding')];
  const sections = [...document.querySelectorAll<HTMLElement>('.system')];
  const sectionOf = findings.map(finding => finding.closest<HTMLElement>('.system'));
  let texts: string[] | undefined;
  let timer: number | undefined;

  document.documentElement.classList.add('js');
  form.addEventListener('submit', event => event.preventDefault());
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(apply, 120);
  });
  // The fields are reset after the event.
  form.addEventListener('reset', () => {
    clearTimeout(timer);
    timer = window.setTimeout(apply);
  });
  document.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button.copy');
    if (button) copy(button);
  });
  window.addEventListener('hashchange', reveal);
  window.addEventListener('beforeprint', unfold);
  window.addEventListener('resize', keepClear);
  apply();
  keepClear();
  reveal();

  function apply(): void {
    const data = new FormData(form);
    const words = String(data.get('search')).toLowerCase().split(/\s+/).filter(Boolean);
    const levels = new Set(data.getAll('level'));
    const verdicts = new Set(data.getAll('verdict'));
    const system = data.get('system');
    const requirement = data.get('requirement');
    const subscription = String(data.get('subscription'));
    if (words.length > 0) texts ??= findings.map(finding => finding.textContent.toLowerCase());
    const shown = new Set<HTMLElement | null>();
    let number = 0;
    findings.forEach((finding, index) => {
      const { dataset } = finding;
      const fits =
        levels.has(dataset.level!) &&
        verdicts.has(dataset.verdict!) &&
        (system === '' || dataset.system === system) &&
        (requirement === '' || dataset.requirement === requirement) &&
        (subscription === '' || dataset.subscription!.split(' ').includes(subscription)) &&
        words.every(word => texts![index]!.includes(word));
      if (finding.hidden === fits) finding.hidden = !fits;
      if (!fits) return;
      number += 1;
      shown.add(sectionOf[index]!);
    });
    const all = number === findings.length;
    for (const section of sections) section.hidden = !all && !shown.has(section);
    const whole = number > 1 ? `All ${number} findings` : number === 1 ? '1 finding' : 'No findings';
    output.textContent = all ? whole : `${number} of ${findings.length} findings`;
    form.classList.toggle('narrowed', !all);
  }

  /** Shows the target of a link, whatever hides it. */
  function reveal(): void {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest('[hidden]')) {
      form.reset();
      clearTimeout(timer);
      apply();
    }
    for (let up = target.closest('details'); up; up = up.parentElement?.closest('details') ?? null) up.open = true;
    target.scrollIntoView();
  }

  /** What a link leads to must not lie behind the bar that stays on top. */
  function keepClear(): void {
    const stays = getComputedStyle(form).position === 'sticky';
    document.documentElement.style.scrollPaddingTop = stays ? `${form.offsetHeight + 12}px` : '';
  }

  /** For browsers whose style sheets cannot open what is folded. */
  function unfold(): void {
    for (const each of document.querySelectorAll<HTMLDetailsElement>('details.seen')) each.open = true;
  }

  async function copy(button: HTMLButtonElement): Promise<void> {
    const code = button.parentElement!.querySelector('code')!;
    getSelection()?.selectAllChildren(code);
    let done = false;
    try {
      await navigator.clipboard.writeText(code.textContent);
      done = true;
    } catch {
      // Some browsers allow no clipboard to pages from disk; the command stays selected.
    }
    button.textContent = done ? 'Copied' : 'Selected';
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 1500);
  }
}
