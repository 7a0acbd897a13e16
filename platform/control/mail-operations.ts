import { accountName } from '../addons/held-vars.ts';
import { inMailBox, mailService } from '../addons/mail.ts';
import { noMailAddon, noSuchMail, wrongRelay } from '../errors.ts';
import type { Mail, MailMessage, MailRelay } from '../rules/addon-resources.ts';
import { relayFault } from '../rules/mail-account.ts';
import type { AddonRecord } from '../store/addons.ts';
import type { MailRecord } from '../store/mail.ts';
import type { MailVerbs } from './addon-verbs.ts';
import { appNamed } from './app-operations.ts';
import type { Control } from './control.ts';

const mostMails = 500;

/** What an app sent by its mail add-ons, and where it goes. */
export function mailOperations(control: Control, actor: string): MailVerbs {
  return {
    mails: async (name, limit) => {
      const accounts = accountsOf(control, name);
      const mails = await inMailBox(control, (box) => box.list(accounts, Math.min(Math.max(1, Math.floor(limit)), mostMails)));
      return mails.map(shownMail);
    },
    mail: async (name, id) => shownMessage(control, name, id),
    clearMails: async (name) => {
      const accounts = accountsOf(control, name);
      await inMailBox(control, (box) => box.clear(accounts));
    },
    mailRelay: async (name) => shownRelay(mailAddon(control, name)),
    setMailRelay: async (name, relay) => setRelay(control, name, { relay, actor }),
  };
}

/** Its own, and those that were attached to it. */
function mailAddons(control: Control, name: string): readonly [AddonRecord, ...AddonRecord[]] {
  const { addons } = control.store;
  const held = addons.heldBy(appNamed(control, name).id).flatMap(({ addon }) => addons.find(addon) ?? []);
  const [first, ...others] = held.filter(({ service }) => service === 'mail');
  if (first === undefined) throw noMailAddon(name);
  return [first, ...others];
}

const mailAddon = (control: Control, name: string): AddonRecord => mailAddons(control, name)[0];

const accountsOf = (control: Control, name: string): readonly string[] => mailAddons(control, name).map((addon) => accountName(addon.name));

function shownMail({ id, atMs, sender, recipients, subject, size, state, failure }: MailRecord): Mail {
  return { id, at: new Date(atMs).toISOString(), from: sender, to: recipients, subject, bytes: size, state, failure };
}

async function shownMessage(control: Control, name: string, id: number): Promise<MailMessage> {
  const accounts = accountsOf(control, name);
  const found = await inMailBox(control, (box) => box.find(accounts, id));
  if (found === null) throw noSuchMail(name, id);
  const { readMessage } = await import('../mail/read-message.ts');
  return { ...shownMail(found.mail), ...(await readMessage(found.raw)) };
}

async function setRelay(
  control: Control,
  name: string,
  { relay, actor }: { readonly relay: string | null; readonly actor: string },
): Promise<MailRelay> {
  const fault = relay === null ? null : relayFault(relay);
  if (fault !== null) throw wrongRelay(fault);
  const { store, clock } = control;
  const changed = store.transaction(() => {
    const addon = mailAddon(control, name);
    const { relay: _before, ...rest } = addon.settings;
    const settings = relay === null ? rest : { ...rest, relay };
    store.addons.setSettings(addon.name, settings);
    const text = relay === null ? `${addon.name} keeps what it gets` : `${addon.name} sends on to ${new URL(relay).hostname}`;
    store.events.append({ appId: addon.appId, atMs: clock.nowMs(), kind: 'addon', text, actor });
    return { ...addon, settings };
  });
  await mailService.write(control);
  return shownRelay(changed);
}

function shownRelay({ settings }: AddonRecord): MailRelay {
  if (settings.relay === undefined) return { relay: null };
  const url = new URL(settings.relay);
  if (url.password !== '') url.password = '***';
  return { relay: url.href };
}
