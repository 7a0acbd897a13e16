import type { Control } from '../control/control.ts';
import { failuresToTell, retryMs } from '../rules/alerts/channel.ts';
import { digestMessage } from '../rules/alerts/message.ts';
import type { AlertMessage } from '../rules/alerts/message.ts';
import { isHeld } from '../rules/alerts/told-when.ts';
import type { ChannelRecord, DeliveryRecord } from '../store/alert-channels.ts';
import { deliver } from './deliver.ts';
import { openFact } from './open-fact.ts';
import { channelSubject } from './tell.ts';

/** Sends what is due. A channel that does not take it is tried again; the others do not wait for it. */
export async function sendDue(control: Control): Promise<void> {
  const { alertChannels } = control.store;
  const due = Map.groupBy(alertChannels.dueDeliveries(control.clock.nowMs()), ({ channelId }) => channelId);
  if (due.size === 0) return;
  const channels = new Map(alertChannels.list().map((channel) => [channel.id, channel]));
  await Promise.all([...due].map(([id, deliveries]) => sendAll(control, channels.get(id), deliveries)));
}

/** One after another, so that an end is never told before its beginning; what has waited comes as one. */
async function sendAll(control: Control, channel: ChannelRecord | undefined, deliveries: readonly DeliveryRecord[]): Promise<void> {
  if (channel === undefined) return;
  const waited = isHeld(channel) ? deliveries.filter(({ message }) => message.severity !== 'critical') : [];
  const single = waited.length > 1 ? deliveries.filter((delivery) => !waited.includes(delivery)) : deliveries;
  for (const delivery of single) await sendOne(control, channel, delivery);
  const [first, last] = [waited[0], waited.at(-1)];
  if (waited.length < 2 || first === undefined || last === undefined) return;
  const message = digestMessage(
    waited.map((each) => each.message),
    first.message.links,
  );
  const name = `digest-${channel.name}-${first.id}-${last.id}`; // another one when more has come to it since the last try
  await send(control, channel, { deliveries: waited, message, name });
}

async function sendOne(control: Control, channel: ChannelRecord, delivery: DeliveryRecord): Promise<void> {
  const { incidentId, telling, message, createdAtMs } = delivery;
  const name = `incident-${incidentId}-${telling}-${createdAtMs}`; // the same at each try, also after a restart
  await send(control, channel, { deliveries: [delivery], message, name });
}

interface Sending {
  readonly deliveries: readonly DeliveryRecord[];
  readonly message: AlertMessage;
  readonly name: string;
}

async function send(control: Control, channel: ChannelRecord, { deliveries, message, name }: Sending): Promise<void> {
  const { store, clock } = control;
  const failure = await failureOf(deliver(channel, { message, name, nowMs: clock.nowMs() }));
  store.transaction(() => {
    for (const { id, tries } of deliveries) {
      const wait = retryMs(tries + 1);
      if (failure === null) store.alertChannels.setSent(id);
      else store.alertChannels.setFailed(id, { failure, nextTryMs: wait === null ? null : clock.nowMs() + wait });
    }
    noteUse(control, channel, { failure });
  });
  control.logger.info('alert_sent', { channel: channel.name, name, ...(failure === null ? {} : { failure }) });
}

/** Null when it worked, else why not. */
export async function failureOf(work: Promise<void>): Promise<string | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A channel that fails three times in a row is an alert of its own, told by the others (ALR-04). */
export function noteUse(
  control: Control,
  channel: ChannelRecord,
  use: { readonly failure: string | null; readonly isTest?: boolean },
): void {
  const { store, clock } = control;
  const nowMs = clock.nowMs();
  const failures = store.alertChannels.noteUse(channel.id, { ...use, nowMs });
  const subject = channelSubject(channel.id);
  if (use.failure === null) return store.incidents.endFact(subject, nowMs);
  if (failures < failuresToTell) return undefined;
  return openFact(control, null, {
    subject,
    metric: 'channel',
    stat: 'failures',
    threshold: failuresToTell,
    forSeconds: 0,
    scope: '',
    severity: 'critical',
    value: failures,
    worst: failures,
    note: `the channel ${channel.name} failed ${failures} times in a row: ${use.failure}`,
    sinceMs: nowMs,
    firedAtMs: nowMs,
    endedAtMs: null,
  });
}
