import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { operationsOf } from '../control/operations-for.ts';
import { keepFinding } from '../monitor/raise-finding.ts';
import { found } from '../rules/findings/finding.ts';
import { SimulatedControl } from '../testing/simulated-control.ts';
import { actLink, readActLink, useActLink } from './act-links.ts';

let house: SimulatedControl;
beforeEach(async () => {
  house = new SimulatedControl(Date.parse('2026-09-01T09:00:00Z'));
  house.addApp('tab', { web: 'node server.js' });
  await house.ann.scale('tab', { web: 2 });
});
afterEach(() => house.close());

/** The monitor says that three are needed; a message has its button. */
function linkToScale(): string {
  const call = { verb: 'scale', type: 'web', quantity: 3, was: 2 } as const;
  const action = { label: 'Scale web to 3', call, confirm: 'web goes from 2 to 3 dynos.', costDelta: null };
  keepFinding(house.control, house.app('tab').id, found('F01', { evidence: [], actions: [action] }));
  const [finding] = house.control.store.findings.ofApp(house.app('tab').id);
  const link = actLink(house.control, { incident: 7, app: 'tab', act: { verb: 'finding', finding: finding?.id ?? 0, action: 0 } });
  return new URL(link).searchParams.get('link') ?? '';
}

const from = { address: '10.0.0.7', agent: null, requestId: null };
const press = (token: string) => useActLink(house.control, operationsOf(house.control), { token, from });
const quantity = async () => (await house.ann.formation('tab'))[0]?.quantity;

describe('a link in a message', () => {
  it('presses the button of a finding', async () => {
    await press(linkToScale());
    assert.equal(await quantity(), 3);
  });

  it('works once, also when two press it at the same moment', async () => {
    const token = linkToScale();
    const [one, other] = await Promise.allSettled([press(token), press(token)]);
    assert.deepEqual([one.status, other.status], ['fulfilled', 'rejected']);
    await assert.rejects(press(token), { code: 'ALERT_LINK_USED', message: 'This link was used at 09:00 UTC.' });
  });

  it('works once, whatever is put behind it', async () => {
    const token = linkToScale();
    await press(token);
    for (const again of [`${token}.`, `${token}.x`]) await assert.rejects(press(again), { code: 'ALERT_LINK_WRONG' }, again);
  });

  it('is good for half an hour', async () => {
    const token = linkToScale();
    house.passTo('2026-09-01T09:29:59Z');
    assert.equal(readActLink(house.control, token).app, 'tab');
    house.passTo('2026-09-01T09:30:00Z');
    await assert.rejects(press(token), { code: 'ALERT_LINK_OVER' });
    assert.equal(await quantity(), 2);
  });

  it('does nothing when somebody was quicker, and is not used up by that', async () => {
    const token = linkToScale();
    await house.ann.scale('tab', { web: 5 });
    for (let time = 0; time < 2; time += 1) await assert.rejects(press(token), { status: 409 });
    assert.equal(await quantity(), 5);
  });

  it('says nothing to who changes a letter of it', async () => {
    const token = linkToScale();
    const body = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    const forged = `${Buffer.from(JSON.stringify({ ...body, app: 'lab' })).toString('base64url')}.${token.split('.')[1]}`;
    for (const wrong of [forged, token.slice(0, -1), '', 'x.y']) await assert.rejects(press(wrong), { code: 'ALERT_LINK_WRONG' }, wrong);
  });
});
