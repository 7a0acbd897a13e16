/** The browser's own reader of codes; not every browser has one. */
interface CodeReader {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

declare global {
  var BarcodeDetector: (new (options: { readonly formats: readonly string[] }) => CodeReader) | undefined;
}

interface Camera {
  readonly take: (text: string) => void;
  readonly signal: AbortSignal;
}

const lookEveryMs = 150;
/** The same badge stays in view for a while. */
const sameForMs = 4_000;

/** Reads badges by the camera, where the browser can; else the button stays hidden. */
export function openCamera(root: HTMLElement, { take, signal }: Camera): void {
  const button = root.querySelector<HTMLButtonElement>('[data-camera]');
  const video = root.querySelector<HTMLVideoElement>('[data-video]');
  const Reader = globalThis.BarcodeDetector;
  if (button === null || video === null || Reader === undefined || !('mediaDevices' in navigator)) return;
  const reader = new Reader({ formats: ['code_128', 'qr_code'] });
  const seen = new Map<string, number>();
  let stream: MediaStream | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = async (): Promise<void> => {
    for (const { rawValue } of await reader.detect(video).catch(() => [])) {
      if (Date.now() - (seen.get(rawValue) ?? 0) < sameForMs) continue;
      seen.set(rawValue, Date.now());
      take(rawValue);
    }
    if (stream !== undefined) timer = setTimeout(() => void look(), lookEveryMs);
  };
  const stop = (): void => {
    clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    video.hidden = true;
  };
  const start = async (): Promise<void> => {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    await look();
  };
  button.hidden = false;
  button.addEventListener('click', () => (stream === undefined ? void start().catch(stop) : stop()), { signal });
  signal.addEventListener('abort', stop);
}
