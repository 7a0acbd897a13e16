/** Set by a wait page that is left: the next page calls people who look elsewhere. */
export const remindKey = 'lab-remind';

const blinkMs = 1000;

/** A short sound and a blinking title, until the page is looked at. */
export function remindNow(): void {
  if (sessionStorage.getItem(remindKey) === null) return;
  sessionStorage.removeItem(remindKey);
  beep();
  const title = document.title;
  const timer = setInterval(() => {
    const isSeen = document.hasFocus();
    document.title = isSeen || document.title !== title ? title : '● It goes on';
    if (isSeen) clearInterval(timer);
  }, blinkMs);
}

/** Nothing where the browser allows no sound before a press. */
function beep(): void {
  const audio = new AudioContext();
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  gain.gain.value = 0.1;
  tone.frequency.value = 660;
  tone.connect(gain).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.25);
  tone.addEventListener('ended', () => void audio.close());
}

/** No element of its own. */
export function mount(): () => void {
  return () => {};
}
