import { formatPresets } from '../../../rules/presets/formats.ts';

/** The formats and made-up tournaments as a form offers them. */

export const formatChoices = Object.entries(formatPresets).map(([value, { title }]) => ({ value, label: title }));

export const demoChoices = [
  { value: 'bp24', label: 'Harbour Open: BP, 24 teams' },
  { value: 'bp88', label: 'Lakes Intervarsity: BP, 88 teams' },
  { value: 'bp400', label: 'World Championship: BP, 400 teams' },
  { value: 'australs24', label: 'Southern Cup: Australs, 24 teams' },
  { value: 'wsdc8', label: 'Schools Day: World Schools, 8 teams' },
] as const;
