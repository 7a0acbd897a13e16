import { hourlyText, type DynoPrice } from '../../../rules/costs/hourly.ts';

/** A change of scale that somebody is thinking of. */
export interface ScaleWish {
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly memoryQuotaMb: number;
  readonly machine: { readonly memoryMb: number; readonly cores: number };
  /** Dynos of the app's other process types. */
  readonly others: number;
  /** Of one of its dynos on the meter; absent: nobody has a price for its size. */
  readonly price?: DynoPrice | null;
}

/** What the change means before it is made: sentences, the button's words, and whether the machine is too small for it. */
export interface ScalePreview {
  readonly sentences: readonly string[];
  readonly button: string;
  readonly isTight: boolean;
}

/** What runs on one's own machine costs memory and a share of its cores, not money. */
export function scalePreview(wish: ScaleWish): ScalePreview {
  const { type, from, to, memoryQuotaMb, machine, others } = wish;
  const wholeMb = (to + others) * memoryQuotaMb;
  const isTight = wholeMb > machine.memoryMb;
  const button = to === 0 ? `Stop ${type}` : `Run ${to}`;
  if (to < from) return { sentences: [lessMemory(wish), leaving(wish), ...saved(wish)], button, isTight: false };
  const more = `Takes up to ${megabytes((to - from) * memoryQuotaMb)} more memory: ${megabytes(wholeMb)} of this machine's ${megabytes(machine.memoryMb)} for this app.`;
  const tight = isTight ? ['That is more than the machine has: dynos may be stopped when all of them are full.'] : [];
  return { sentences: [more, ...tight, cores(to + others, machine.cores), costs(wish)], button, isTight };
}

function costs({ from, to, price }: ScaleWish): string {
  if (!price) return 'Costs nothing more: the machine is yours.';
  return `On the meter ${hourlyText(price, to - from)} more an hour, ${hourlyText(price, to)} in all, by the prices of ${price.book}.`;
}

function saved({ from, to, price }: ScaleWish): string[] {
  return price ? [`On the meter ${hourlyText(price, from - to)} less an hour.`] : [];
}

function lessMemory({ from, to, memoryQuotaMb }: ScaleWish): string {
  return `Gives up to ${megabytes((from - to) * memoryQuotaMb)} of memory back.`;
}

function leaving({ type, to }: ScaleWish): string {
  if (to > 0) return 'A dyno that goes first finishes what it is doing, for at most 30 s. Nobody notices.';
  return type === 'web' ? 'Nobody reaches the app until a dyno runs again.' : `What ${type} does waits until a dyno runs again.`;
}

function cores(dynos: number, own: number): string {
  const words = `${dynos} ${dynos === 1 ? 'dyno shares' : 'dynos share'} ${own} ${own === 1 ? 'core' : 'cores'}`;
  return dynos > own ? `${words}: more than ${own} busy at once take turns.` : `${words}.`;
}

function megabytes(mb: number): string {
  return mb < 1024 ? `${Math.round(mb)} MB` : `${Math.round((mb / 1024) * 10) / 10} GB`;
}
