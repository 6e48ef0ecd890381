import { expect, expectFinishedText, figure, test } from '../fixtures';

test('explorer: from the organization to one team’s models, filtered, compared, kept and found again', async ({ page }) => {
  test.setTimeout(120_000);
  await page.goto('/explore?lang=en');
  const groups = page.getByRole('region', { name: 'Groups' });
  await expect(groups.getByRole('row').nth(1)).toContainText('$');

  // A row leads one level down: the team is looked at alone, split by its projects.
  const row = groups.getByRole('rowheader').first();
  const team = await row.innerText();
  await row.getByRole('button').click();
  await expect(page).toHaveURL(/group=project/);
  await expect(page.getByRole('button', { name: `Team: ${team}`, exact: true })).toBeVisible();

  await page.getByRole('combobox', { name: 'Split by' }).click();
  await page.getByRole('option', { name: 'Model', exact: true }).click();
  await page.getByRole('switch', { name: 'Compare with the period before' }).click();
  await expect(groups.getByRole('columnheader', { name: 'Before' })).toBeVisible();

  // A value is left out by typing a part of its name.
  const model = await groups.getByRole('rowheader').filter({ hasText: /^[a-z]/ }).first().innerText();
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const popover = page.getByRole('dialog', { name: 'Filter' });
  await popover.getByRole('button', { name: 'Without' }).click();
  await popover.getByRole('textbox', { name: 'Search a value' }).fill(model.slice(0, 5));
  await popover.getByRole('button', { name: new RegExp(`^${model}`) }).first().click();
  await expect(page.getByRole('button', { name: `Model: not ${model}`, exact: true })).toBeVisible();
  await expect(groups.getByRole('rowheader', { name: model, exact: true })).toHaveCount(0);

  // The question stands in the address, and a name can be given to it.
  const address = page.url();
  await page.getByRole('button', { name: 'Save this view' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Models of a team');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/saved=/);
  await page.goto('/explore?lang=en');
  await page.getByRole('button', { name: 'Saved views' }).click();
  await page.getByRole('menuitem', { name: 'Models of a team' }).click();
  for (const part of ['filter', 'group', 'compare']) expect(new URL(page.url()).searchParams.get(part), part).toBe(new URL(address).searchParams.get(part));
  await expect(page.getByRole('button', { name: `Model: not ${model}`, exact: true })).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /CSV/ }).click();
  expect((await download).suggestedFilename()).toMatch(/^explore.*\.csv$/);

  await page.getByRole('button', { name: 'Models of a team' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Saved views' })).toBeVisible();
  await expectFinishedText(page);
});

test('scenario: users double and half the traffic goes to a smaller model, kept, set beside another, made a budget', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto('/scenarios/new?lang=en');
  await expect(figure(page, 'Replayed traffic')).toContainText('$');
  await expect(page.getByText('Nothing changes yet.')).toBeVisible();

  // The field takes the exact value, the slider follows; by keyboard the slider moves too.
  await page.getByRole('textbox', { name: 'Users', exact: true }).fill('100');
  await expect(page.getByRole('slider', { name: 'Users', exact: true })).toHaveAttribute('aria-valuetext', '2 times');
  await expect(page).toHaveURL(/users=2/);
  await page.getByRole('slider', { name: 'Cache hit rate' }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('PageDown');
  await expect(page).toHaveURL(/cache=0\.9/);

  await page.getByRole('button', { name: 'Move traffic to another model' }).click();
  await page.getByRole('combobox', { name: 'From' }).fill('claude-opus');
  await page.getByRole('option', { name: /claude-opus-5/ }).first().click();
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('claude-haiku-4-5');
  await page.getByRole('option', { name: /^claude-haiku-4-5/ }).first().click();
  const effects = page.getByRole('table', { name: 'What each change does' });
  for (const change of ['Users', 'Cache hit rate', 'Model moves']) await expect(effects.getByRole('rowheader', { name: change })).toBeVisible();

  // What is seen adds up: before, and the effects, make after.
  const amounts = (await effects.getByRole('row').locator('td:last-child').allInnerTexts()).map((text) => Number(text.replace('−', '-').replace(/[^\d.-]/g, '')));
  expect(amounts.slice(0, -1).reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(amounts.at(-1)!, 0);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Twice the users');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Twice the users' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Users', exact: true })).toHaveValue('100');

  await page.goto('/scenarios/new?lang=en&users=3');
  await expect(page.getByRole('textbox', { name: 'Users', exact: true })).toHaveValue('200');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Three times');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Three times' })).toBeVisible();
  await page.getByRole('link', { name: 'Scenarios' }).last().click();
  for (const name of ['Twice the users', 'Three times']) {
    // What is ticked stands in the address, and is drawn when that has changed.
    await page.getByRole('checkbox', { name: `Compare ${name}` }).click();
    await expect(page.getByRole('checkbox', { name: `Compare ${name}` })).toBeChecked();
  }
  const beside = page.getByRole('table', { name: 'Side by side' });
  await expect(beside.getByText(/against the first/).first()).toBeVisible();

  await beside.getByRole('link', { name: 'Three times' }).click();
  await page.getByRole('button', { name: 'Make it a budget' }).click();
  await page.getByRole('menuitem', { name: /Cautious/ }).click();
  const form = page.getByRole('dialog', { name: 'New budget' });
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Three times');
  expect(Number(await form.getByRole('textbox', { name: 'Amount' }).inputValue())).toBeGreaterThan(0);
  await form.getByRole('button', { name: 'Cancel' }).click();
  for (const name of ['Three times', 'Twice the users']) {
    await page.goto('/scenarios?lang=en');
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page).toHaveURL(/\/scenarios(\?|$)/);
  }
});

test('efficiency: the unit costs, and an advice tried as a scenario', async ({ page }) => {
  await page.goto('/efficiency?lang=en');
  await expect(figure(page, 'Cost per request')).toContainText('$');
  await page.getByRole('combobox', { name: 'Split by' }).click();
  await page.getByRole('option', { name: 'Team', exact: true }).click();
  await expect(page.getByRole('table', { name: 'By Team' }).getByRole('row').nth(1)).toContainText('$');
  await page.getByRole('link', { name: 'Try as a scenario' }).first().click();
  await expect(page).toHaveURL(/\/scenarios\/new\?.*(moves|batch|cache)=/);
  await expect(page.getByRole('table', { name: 'What each change does' })).toBeVisible();
});
