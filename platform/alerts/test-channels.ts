import type { Control } from '../control/control.ts';
import { appUrl } from '../control/resources.ts';
import type { ChannelTest } from '../rules/alert-resources.ts';
import type { AlertMessage } from '../rules/alerts/message.ts';
import type { ChannelRecord } from '../store/alert-channels.ts';
import { deliver } from './deliver.ts';
import { failureOf, noteUse } from './send.ts';

/** A message that says it is a test, by each of the channels at once. */
export async function testChannels(control: Control, channels: readonly ChannelRecord[]): Promise<readonly ChannelTest[]> {
  return Promise.all(channels.map((channel) => testOne(control, channel)));
}

async function testOne(control: Control, channel: ChannelRecord): Promise<ChannelTest> {
  const startedAt = performance.now();
  const nowMs = control.clock.nowMs();
  const failure = await failureOf(deliver(channel, { message: testMessage(control, nowMs), name: `test-${channel.name}-${nowMs}`, nowMs }));
  noteUse(control, channel, { failure, isTest: true });
  return { channel: channel.name, ok: failure === null, failure, ms: Math.round(performance.now() - startedAt) };
}

function testMessage(control: Control, nowMs: number): AlertMessage {
  const base = appUrl(control);
  return {
    type: 'alert.test',
    incident: 0,
    app: null,
    severity: 'info',
    subject: 'This is a test: alerts reach you here',
    since: new Date(nowMs).toISOString(),
    endedAt: null,
    facts: [],
    cause: null,
    links: { page: `${base}/alerts`, chart: `${base}/alerts`, log: `${base}/alerts` },
    actions: [],
  };
}
