import { describe, expect, it } from 'vitest';
import { experimentFaults, experimentRequest, newExperiment, type ExperimentDraft } from './experiment-form';

const good: ExperimentDraft = { ...newExperiment('USD'), name: ' Prompt 7 ', estimate: '120', cap: '200', tags: 'model=gpt-5, run=7' };

describe('the form of an experiment', () => {
  it('sends what was typed', () => {
    expect(experimentFaults(good)).toEqual({});
    expect(experimentRequest(good)).toEqual({
      name: 'Prompt 7', id: null, scope: 'org', estimate: 120, cap: 200, hard: true, currency: 'USD', duration: '86400', owner: null,
      tags: { model: 'gpt-5', run: '7' }, freeModels: [],
    });
  });

  it('needs no cap and takes half an hour', () => {
    expect(experimentFaults({ ...good, cap: '', hours: '0.5' })).toEqual({});
    expect(experimentRequest({ ...good, cap: '', hours: '0.5' })).toMatchObject({ cap: null, duration: '1800' });
  });

  it('declares one that records name already under its id', () => {
    expect(experimentRequest({ ...newExperiment('USD', 'exp-7'), estimate: '1' })).toMatchObject({ name: 'exp-7', id: 'exp-7' });
  });

  it.each<[string, Partial<ExperimentDraft>, object]>([
    ['no name', { name: '' }, { name: 'name' }],
    ['an id with a blank', { id: 'a b' }, { id: 'id' }],
    ['no estimate', { estimate: '' }, { estimate: 'amount' }],
    ['a cap below the estimate', { cap: '100' }, { cap: 'capBelow' }],
    ['a cap that is no amount', { cap: 'much' }, { cap: 'amount' }],
    ['no duration', { hours: '0' }, { hours: 'hours' }],
    ['a tag without a value', { tags: 'model' }, { tags: 'tags' }],
  ])('refuses %s', (_, patch, faults) => {
    expect(experimentFaults({ ...good, ...patch })).toEqual(faults);
  });
});
