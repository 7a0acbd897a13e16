let context: AudioContext | undefined;

/** High and short: somebody is in. Low and long: nobody has this identifier. A browser that plays nothing yet stays silent. */
export function beep(isKnown: boolean): void {
  context ??= new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = isKnown ? 1_320 : 220;
  volume.gain.value = 0.15;
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + (isKnown ? 0.08 : 0.4));
}
