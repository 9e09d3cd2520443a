/**
 * Charts as plain SVG: real text, colours of the page, prints, and no style attributes, which the
 * page's policy forbids. Each has a table twin with the same figures for who cannot see it.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { formatCompact } from "../format/numbers.js";

export interface Series { name: string; values: readonly number[] }
export interface Marker { at: number; label: string }

export interface LineChart {
  title: string;
  labels: readonly string[];
  series: readonly Series[];
  band?: { name: string; low: readonly number[]; high: readonly number[] };
  limit?: { name: string; value: number };
  markers?: readonly Marker[];
  /** A price holds until the next one: steps instead of slopes. */
  steps?: boolean;
}

const width = 720;
const height = 280;
const plot = { left: 64, right: 16, top: 20, bottom: 36 };

export function lineChart(chart: LineChart): TemplateResult {
  const { labels, series, band, limit, markers = [] } = chart;
  const top = niceTop(Math.max(...series.flatMap((each) => each.values), ...(band?.high ?? []), limit?.value ?? 0, 1e-9));
  const x = (i: number): number => plot.left + ((width - plot.left - plot.right) * (labels.length === 1 ? 0.5 : i / (labels.length - 1)));
  const y = (value: number): number => height - plot.bottom - (height - plot.top - plot.bottom) * (value / top);
  const every = Math.ceil(labels.length / 9);
  const path = (values: readonly number[]): string =>
    values.map((value, i) => (i === 0 ? `M${x(i)},${y(value)}` : chart.steps ? `H${x(i)}V${y(value)}` : `L${x(i)},${y(value)}`)).join("");
  return html`<figure class="chart">
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${chart.title}. The table below has its figures.">
      ${[0, 0.25, 0.5, 0.75, 1].map(
        (part) => svg`<line class="grid" x1=${plot.left} x2=${width - plot.right} y1=${y(top * part)} y2=${y(top * part)} />
          <text class="tick end" x=${plot.left - 8} y=${y(top * part) + 4}>${formatCompact(top * part)}</text>`,
      )}
      ${labels.map((label, i) => (i % every === 0 ? svg`<text class="tick middle" x=${x(i)} y=${height - 12}>${label}</text>` : nothing))}
      ${band ? svg`<path class="band" d="${path(band.high)}${[...band.low].reverse().map((value, i) => `L${x(labels.length - 1 - i)},${y(value)}`).join("")}Z" />` : nothing}
      ${limit ? svg`<line class="limit" x1=${plot.left} x2=${width - plot.right} y1=${y(limit.value)} y2=${y(limit.value)} /><text class="tick end" x=${width - plot.right} y=${y(limit.value) - 6}>${limit.name}</text>` : nothing}
      ${markers.map((marker) => svg`<line class="marker" x1=${x(marker.at)} x2=${x(marker.at)} y1=${plot.top} y2=${height - plot.bottom} /><text class="tick ${marker.at > labels.length / 2 ? "end" : ""}" x=${x(marker.at)} y=${plot.top - 8}>${marker.label}</text>`)}
      ${series.map((each, i) => svg`<path class="line series-${i + 1}" d=${path(each.values)} />${each.values.map((value, at) => svg`<circle class="point series-${i + 1}" cx=${x(at)} cy=${y(value)} r="3.5"><title>${labels[at]}, ${each.name}: ${formatCompact(value)}</title></circle>`)}`)}
    </svg>
    <figcaption class="legend small">
      ${series.map((each, i) => html`<span><i class="key series-${i + 1}"></i>${each.name}</span>`)}
      ${band ? html`<span><i class="key band"></i>${band.name}</span>` : nothing}
    </figcaption>
    <details>
      <summary>The same as a table</summary>
      <div class="scroll" role="region" aria-label="${chart.title}, table" tabindex="0">
        <table>
          <thead><tr><th scope="col">When</th>${series.map((each) => html`<th scope="col" class="end">${each.name}</th>`)}${band ? html`<th scope="col" class="end">Low</th><th scope="col" class="end">High</th>` : nothing}</tr></thead>
          <tbody>
            ${labels.map((label, i) => html`<tr><th scope="row">${label}</th>${series.map((each) => html`<td class="end number">${each.values[i]}</td>`)}${band ? html`<td class="end number">${band.low[i]?.toFixed(2)}</td><td class="end number">${band.high[i]?.toFixed(2)}</td>` : nothing}</tr>`)}
          </tbody>
        </table>
      </div>
    </details>
  </figure>`;
}

export interface Swing { name: string; low: number; high: number }

/** How far each input alone moves the total: a tornado, widest first. */
export function tornado(title: string, swings: readonly Swing[], base: number): TemplateResult {
  const most = Math.max(...swings.flatMap((each) => [Math.abs(each.low - base), Math.abs(each.high - base)]), 1e-9);
  const row = 30;
  const middle = 460;
  const x = (value: number): number => middle + ((value - base) / most) * 240;
  return html`<figure class="chart">
    <svg viewBox="0 0 ${width} ${swings.length * row + 10}" role="img" aria-label="${title}">
      ${swings.map((each, i) => {
        const from = Math.min(x(each.low), x(each.high));
        return svg`<text class="tick" x="0" y=${i * row + 22}>${each.name}</text>
          <rect class="bar" x=${from} y=${i * row + 8} width=${Math.max(2, Math.abs(x(each.high) - x(each.low)))} height="18"><title>${each.name}: ${formatCompact(each.low)} to ${formatCompact(each.high)}</title></rect>`;
      })}
      <line class="marker" x1=${middle} x2=${middle} y1="0" y2=${swings.length * row + 10} />
    </svg>
  </figure>`;
}

/** The next of 1, 2, 2.5, 5, 10 × a power of ten. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10);
}
