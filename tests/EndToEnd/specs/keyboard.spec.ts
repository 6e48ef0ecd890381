import { expect, test } from '../fixtures';

test('the palette finds a project and opens it without a mouse', async ({ page, request }) => {
  const { items } = (await (await request.get('/api/v1/scopes?limit=1000')).json()) as { items: { key: string; kind: string; name: string }[] };
  const project = items.find((scope) => scope.kind === 'project')!;
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /Search/ })).toBeFocused();
  await page.keyboard.type(project.name);
  const option = page.getByRole('option').filter({ hasText: 'Project' }).filter({ hasText: project.name }).first();
  await expect(option).toBeVisible();
  for (let i = 0; i < 30 && (await option.getAttribute('aria-selected')) !== 'true'; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: project.name, exact: true })).toBeVisible();
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the first tab stop skips to the content', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();
});

test('the chart is read point by point', async ({ page }) => {
  await page.goto('/org?lang=en');
  const chart = page.getByRole('group', { name: /Cost chart/ });
  await expect(chart.locator('canvas')).toBeVisible();
  await chart.focus();
  await page.keyboard.press('Home');
  const cursor = chart.locator('[aria-live="polite"]');
  await expect(cursor).toBeVisible();
  const first = await cursor.innerText();
  await page.keyboard.press('ArrowRight');
  await expect(cursor).not.toHaveText(first);
  await page.keyboard.press('Escape');
  await expect(cursor).toHaveCount(0);
});

test('the list of shortcuts opens with a question mark and closes with escape', async ({ page }) => {
  await page.goto('/?lang=en');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/anomalies$/);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page).toHaveURL(/\/plans$/);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/sources$/);
  await expect(page.getByTestId('live')).toHaveAttribute('data-state', 'live');
});

test('the scenario page is walked from end to end, and a scenario is made, kept and removed without a mouse', async ({ page }) => {
  await page.goto('/scenarios/new?lang=en');
  await expect(page.getByRole('region', { name: 'What each change does' }).or(page.getByText('Nothing changes yet.')).first()).toBeVisible();
  // What is drawn late is a stop, too.
  await expect(page.getByRole('main').locator('canvas')).toBeVisible();
  await expect(page.getByRole('table', { name: 'By model' })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  await page.locator('#content').focus();

  // Every control is reached, in the order in which it stands, and shows where the reader is.
  const stops = await page.evaluate(() => {
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches(':disabled');
    return Array.from(document.querySelectorAll('#content :is(a[href], button, input, select, textarea, [tabindex="0"])')).filter((element) => isSeen(element) && (element as HTMLElement).tabIndex >= 0).length;
  });
  const walked: string[] = [];
  for (;;) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const focused = document.activeElement;
      if (focused?.closest('#content') == null) return null;
      // A date is one control with several stops.
      const isNew = !focused.hasAttribute('data-walked');
      focused.setAttribute('data-walked', '');
      const shown = [focused, focused.parentElement, focused.closest('.MuiInputBase-root')?.querySelector('fieldset')].some((one) => one != null && (getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none' || getComputedStyle(one).borderWidth === '2px'));
      return { name: focused.getAttribute('aria-label') ?? focused.textContent, shown, isNew };
    });
    if (stop === null) break;
    expect(stop.shown, `focus is seen on ${String(stop.name)}`).toBe(true);
    if (stop.isNew) walked.push(String(stop.name));
  }
  expect(walked.length, walked.join(', ')).toBe(stops);

  const name = `By keyboard ${String(Date.now())}`;
  const press = async (role: 'button' | 'link', label: string | RegExp) => {
    await page.getByRole(role, { name: label }).first().focus();
    await page.keyboard.press('Enter');
  };
  await page.getByRole('slider', { name: 'Users', exact: true }).focus();
  await page.keyboard.press('PageUp');
  await expect(page).toHaveURL(/users=/);
  await press('button', 'Move traffic to another model');
  for (const [label, model] of [['From', 'gpt-5.4'], ['To', 'gpt-5.4-mini']] as const) {
    await page.getByRole('combobox', { name: label, exact: true }).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(model);
    await expect(page.getByRole('option').first(), 'the first that fits is taken by Enter').toHaveClass(/Mui-focused/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('option')).toHaveCount(0);
  }
  await expect(page.getByRole('table', { name: 'What each change does' }).getByRole('rowheader', { name: 'Model moves' })).toBeVisible();
  await press('button', /^Save$/);
  await expect(page.getByRole('dialog').getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await press('button', 'Delete');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/scenarios(\?|$)/);
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});
