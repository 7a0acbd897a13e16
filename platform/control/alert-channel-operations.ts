import { randomBytes } from 'node:crypto';
import { channelTaken, noDeadDelivery, noSuchChannel, wrongChannel, wrongToldWhen } from '../alert-errors.ts';
import { addressFault } from '../alerts/reachable.ts';
import { testChannels } from '../alerts/test-channels.ts';
import { channelSubject } from '../alerts/tell.ts';
import type { AlertDelivery, NewAlertChannel } from '../rules/alert-resources.ts';
import { channelFault } from '../rules/alerts/channel.ts';
import type { ChannelWish } from '../rules/alerts/channel.ts';
import { toldWhenFault } from '../rules/alerts/told-when.ts';
import { relayFault } from '../rules/mail-account.ts';
import type { ChannelRecord, DeliveryRecord } from '../store/alert-channels.ts';
import { shownChannel } from './alert-resources.ts';
import type { AlertVerbs } from './alert-verbs.ts';
import type { Control } from './control.ts';

type ChannelVerbs = Omit<
  AlertVerbs,
  'alertRules' | 'putAlertRule' | 'applyAlertPreset' | 'removeAlertRule' | 'snoozeAlerts' | 'incidents' | 'allIncidents'
>;

const mostChannels = 50;
const shownDeliveries = 100;

/** The ways in which people are told. */
export function alertChannelOperations(control: Control): ChannelVerbs {
  const { store, clock } = control;
  return {
    alertChannels: async () => store.alertChannels.list().map(shownChannel),
    addAlertChannel: async (wish) => add(control, wish, false),
    addLoopbackChannel: async (wish) => add(control, wish, true),
    setAlertChannel: async (name, wish) => {
      const { id, quietHours, digestAt, timezone } = channelNamed(control, name);
      const when = { quietHours, digestAt, timezone, ...wish };
      const fault = toldWhenFault(when);
      if (fault !== null) throw wrongToldWhen(fault);
      store.alertChannels.setToldWhen(id, when);
      return shownChannel(channelNamed(control, name));
    },
    removeAlertChannel: async (name) => {
      const { id } = channelNamed(control, name);
      store.transaction(() => {
        store.alertChannels.remove(id);
        store.incidents.endFact(channelSubject(id), clock.nowMs());
      });
    },
    testAlertChannels: async (name) => testChannels(control, name === null ? store.alertChannels.list() : [channelNamed(control, name)]),
    alertDeliveries: async () => store.alertChannels.deliveries(shownDeliveries).map(shownDelivery),
    resendAlert: async (id) => {
      if (!store.alertChannels.revive(id, clock.nowMs())) throw noDeadDelivery(id);
    },
  };
}

export function channelNamed(control: Control, name: string): ChannelRecord {
  const found = control.store.alertChannels.byName(name);
  if (found === null) throw noSuchChannel(name);
  return found;
}

function add(control: Control, wish: ChannelWish, allowsLoopback: boolean): NewAlertChannel {
  const { alertChannels } = control.store;
  const fault = channelFault(wish) ?? placeFault(wish, allowsLoopback);
  if (fault !== null) throw wrongChannel(fault);
  if (alertChannels.list().length >= mostChannels) throw wrongChannel(`There are ${mostChannels} channels, and that is the most.`);
  const secret = `whsec_${randomBytes(24).toString('base64url')}`;
  if (!alertChannels.add({ ...wish, secret, allowsLoopback }, control.clock.nowMs())) throw channelTaken(wish.name);
  return { ...shownChannel(channelNamed(control, wish.name)), secret };
}

/** What a name leads to is looked at each time it is used; an address that is written out is refused at once. */
function placeFault({ kind, address, relay }: ChannelWish, allowsLoopback: boolean): string | null {
  if (kind === 'email') return relay === null ? null : relayFault(relay);
  return addressFault(new URL(address).hostname, allowsLoopback);
}

function shownDelivery({ id, channel, incidentId, telling, message, state, tries, failure, createdAtMs }: DeliveryRecord): AlertDelivery {
  const createdAt = new Date(createdAtMs).toISOString();
  return { id, channel, incident: incidentId, app: message.app, telling, subject: message.subject, state, tries, failure, createdAt };
}
