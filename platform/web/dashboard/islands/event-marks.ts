import type uPlot from 'uplot';
import type { Mark } from './traffic-series.ts';

/** The letter of each kind of change, as in the look: D deploy, S scale … */
export const letters: Record<Mark['kind'], string> = {
  deploy: 'D',
  release: 'R',
  rollback: 'R',
  scale: 'S',
  config: 'C',
  restart: 'N',
  crash: '!',
  addon: 'A',
  maintenance: 'M',
  app: '•',
  effect: '=',
  backup: 'B',
};

export interface MarkColours {
  readonly change: string;
  readonly warning: string;
  readonly critical: string;
  readonly onChange: string;
  readonly line: string;
}

const radius = 8;

/** Above the plot a sign for what happened, and from it a hairline down through the curve: octagon critical, triangle warning, round change. */
export function drawMarks(plot: uPlot, marks: Iterable<Mark>, colours: MarkColours): void {
  const { ctx, bbox } = plot;
  const pixels = devicePixelRatio;
  const inTime = [...marks].sort((a, b) => b.second - a.second);
  let free = Infinity;
  ctx.save();
  for (const mark of inTime) {
    const x = plot.valToPos(mark.second, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    hairline(ctx, { x, from: bbox.top - 4 * pixels, to: bbox.top + bbox.height, colour: colours.line });
    if (x > free) continue; // of several at once the newest has the sign
    badge(ctx, mark, { x, y: bbox.top - 13 * pixels, size: radius * pixels, colours });
    free = x - 2 * radius * pixels;
  }
  ctx.restore();
}

function hairline(
  ctx: CanvasRenderingContext2D,
  at: { readonly x: number; readonly from: number; readonly to: number; readonly colour: string },
): void {
  ctx.strokeStyle = at.colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(at.x, at.from);
  ctx.lineTo(at.x, at.to);
  ctx.stroke();
  ctx.setLineDash([]);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly colours: MarkColours;
}

function badge(ctx: CanvasRenderingContext2D, { kind, level }: Mark, { x, y, size, colours }: Place): void {
  const shapes = {
    info: { colour: colours.change, corners: 0, turn: 0 },
    warning: { colour: colours.warning, corners: 3, turn: -Math.PI / 2 },
    critical: { colour: colours.critical, corners: 8, turn: Math.PI / 8 },
  };
  const { colour, corners, turn } = shapes[level];
  ctx.fillStyle = colour;
  ctx.beginPath();
  if (corners === 0) ctx.arc(x, y, size, 0, 2 * Math.PI);
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + (corner * 2 * Math.PI) / corners;
    ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
  }
  ctx.fill();
  if (level === 'warning') return;
  ctx.fillStyle = colours.onChange;
  ctx.font = `650 ${Math.round(size * 1.25)}px Inter, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillText(level === 'critical' ? '!' : letters[kind], x, y + size * 0.08);
}
