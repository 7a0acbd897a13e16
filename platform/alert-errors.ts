import { RostraError } from '#kit/errors/rostra-error.ts';
import { settableMetrics } from './rules/alerts/alert-rule.ts';
import { presetNames } from './rules/alerts/presets.ts';

/** The faults of alerts and findings. */

export const wrongAlert = (message: string): RostraError =>
  new RostraError({ code: 'ALERT_WRONG', status: 422, message, hint: 'Nothing was changed. `rostra alerts:add --help` has examples.' });

export const noSuchMetric = (metric: string): RostraError =>
  wrongAlert(`Alerts know no "${metric}": choose ${settableMetrics.join(', ')}.`);

export const noSuchPreset = (preset: string): RostraError =>
  wrongAlert(`There is no preset "${preset}": choose ${presetNames.join(', ')}.`);

export const noSuchAlert = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'ALERT_NOT_THERE',
    status: 404,
    message: `${app} has no alert ${id}.`,
    hint: `List them with \`rostra alerts -a ${app}\`.`,
  });

export const wrongChannel = (message: string): RostraError =>
  new RostraError({ code: 'ALERT_CHANNEL_WRONG', status: 422, message, hint: 'The channel was not added.' });

export const wrongToldWhen = (message: string): RostraError =>
  new RostraError({ code: 'ALERT_HOURS_WRONG', status: 422, message, hint: 'Nothing was changed. What is critical is told at any hour.' });

export const channelTaken = (name: string): RostraError =>
  new RostraError({
    code: 'ALERT_CHANNEL_TAKEN',
    status: 409,
    message: `There is a channel ${name} already.`,
    hint: 'Choose another name.',
  });

export const noSuchChannel = (name: string): RostraError =>
  new RostraError({
    code: 'ALERT_CHANNEL_NOT_THERE',
    status: 404,
    message: `There is no channel ${name}.`,
    hint: 'List them with `rostra alerts:channels`.',
  });

export const noDeadDelivery = (id: number): RostraError =>
  new RostraError({
    code: 'ALERT_NOT_GIVEN_UP',
    status: 409,
    message: `Message ${id} is not among those that were given up.`,
    hint: 'It may have been sent by now: look at the list again.',
  });

export const noSuchLink = (): RostraError =>
  new RostraError({
    code: 'ALERT_LINK_WRONG',
    status: 404,
    message: 'This link leads nowhere.',
    hint: 'Copy it from the message as a whole, or sign in and look at Alerts.',
  });

export const linkIsOver = (): RostraError =>
  new RostraError({
    code: 'ALERT_LINK_OVER',
    status: 410,
    message: 'This link was good for half an hour, and that is over.',
    hint: 'Nothing was changed. Sign in: the same button is beside the finding.',
  });

export const linkIsUsed = (at: string): RostraError =>
  new RostraError({
    code: 'ALERT_LINK_USED',
    status: 410,
    message: `This link was used at ${at.slice(11, 16)} UTC.`,
    hint: 'It works once. Sign in to see what it did, or to take it back.',
  });

export const noSuchFinding = (app: string, id: number): RostraError =>
  new RostraError({
    code: 'FINDING_NOT_THERE',
    status: 404,
    message: `${app} has no finding ${id}.`,
    hint: `List what there is with \`rostra monitor -a ${app}\`.`,
  });

export const findingIsOld = (message: string): RostraError =>
  new RostraError({
    code: 'FINDING_IS_OLD',
    status: 409,
    message,
    hint: 'Nothing was changed. Look at the finding again: it is kept up to date.',
  });

export const dismissNeedsReason = (): RostraError =>
  new RostraError({ code: 'FINDING_REASON_MISSING', status: 422, message: 'Say in a few words why this is no trouble.' });
