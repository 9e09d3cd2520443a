/**
 * A line chart as plain SVG. Arrow keys or the pointer read it point by point, in words, and a
 * table below has the same figures.
 *
 * Chart libraries draw on a canvas, which has no text for screen readers and prints badly, or write
 * style attributes, which the page's policy forbids.
 */
import { html, nothing, svg, type TemplateResult } from "lit";
import { PageElement } from "./page-element.js";

export interface Series {
  name: string;
  values: readonly (number | null)[];
}
/** An event at a position on the axis. `at` counts points and may lie between two. */
export interface Marker {
  at: number;
  label: string;
}

export interface LineChartData {
  title: string;
  /** The name of each point, such as a month or a day. */
  labels: readonly string[];
  /** The position of each point, such as a day, where they are not evenly spaced. */
  places?: readonly number[];
  series: readonly Series[];
  band?: { name: string; low: readonly number[]; high: readonly number[] };
  limit?: { name: string; value: number };
  markers?: readonly Marker[];
  /** Fills the area below the first series. */
  area?: boolean;
  /** Draws steps instead of slopes: a price holds until the next one. */
  steps?: boolean;
  /** Formats a value. */
  format: (value: number) => string;
  /** Formats a value for the axis, in fewer characters. */
  axis: (value: number) => string;
}

const fullWidth = 720;
const margins = { left: 62, right: 14, top: 26, bottom: 34 };

export class LineChart extends PageElement {
  static override properties = {
    data: { attribute: false },
    at: { state: true },
    width: { state: true },
  };

  declare data: LineChartData | null;
  /** The index of the point that is read, or -1. */
  declare at: number;
  declare width: number;

  protected override readonly followsState = false;
  #observer: ResizeObserver | null = null;
  readonly #id = `chart-${++LineChart.#count}`;
  static #count = 0;

  constructor() {
    super();
    this.data = null;
    this.at = -1;
    this.width = fullWidth;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Drawn at its real width: text in a drawing scaled down to a phone would be too small to read.
    this.#observer = new ResizeObserver(([entry]) => {
      const width = Math.round(entry?.contentRect.width ?? 0);
      if (width > 0) this.width = Math.max(260, width);
    });
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { data } = this;
    if (!data) return nothing;
    const at = Math.min(this.at, data.labels.length - 1);
    return html`<figure class="chart" aria-label=${data.title}>
      <div
        class="plot"
        role="slider"
        tabindex="0"
        aria-label="${data.title}, point by point"
        aria-orientation="horizontal"
        aria-valuemin="1"
        aria-valuemax=${data.labels.length}
        aria-valuenow=${Math.max(0, at) + 1}
        aria-valuetext=${this.#say(data, Math.max(0, at))}
        aria-describedby=${at < 0 ? this.#id : nothing}
        @keydown=${this.#key}
        @pointermove=${this.#point}
        @pointerdown=${this.#point}
        @focus=${() => this.#go(Math.max(0, at))}
      >
        ${this.#drawing(data, at)}
      </div>
      <figcaption>
        <p class="reading small number" id=${this.#id}>
          ${
            at < 0
              ? html`<span class="soft"
                  >Point at the chart, or use the arrow keys, to read it.</span
                >`
              : this.#say(data, at)
          }
        </p>
        <p class="legend small">
          ${data.series.map(
            (each, i) => html`<span>${key(`line series-${i + 1}`)}${each.name}</span>`,
          )}
          ${data.band ? html`<span>${key("band")}${data.band.name}</span>` : nothing}
          ${data.limit ? html`<span>${key("limit")}${data.limit.name}</span>` : nothing}
        </p>
        ${
          data.markers?.length
            ? html`<ol class="markers small">
                ${numbered(data.markers).map(
                  ({ number, label }) =>
                    html`<li><span class="flag" aria-hidden="true">${number}</span> ${label}</li>`,
                )}
              </ol>`
            : nothing
        }
      </figcaption>
      ${this.#table(data)}
    </figure>`;
  }

  #drawing(data: LineChartData, at: number): TemplateResult {
    const { labels, series, band, limit, markers = [] } = data;
    const { width } = this;
    const height = Math.round(Math.min(300, Math.max(190, width * 0.3)));
    const top = niceTop(
      Math.max(
        ...series.flatMap((each) => each.values.map(Number)),
        ...(band?.high ?? []),
        limit?.value ?? 0,
        1e-9,
      ),
    );
    const x = this.#scale(data);
    const y = (value: number): number =>
      round(height - margins.bottom - (height - margins.top - margins.bottom) * (value / top));
    const right = width - margins.right;
    const every = Math.ceil(labels.length / Math.max(2, Math.floor((right - margins.left) / 92)));
    return html`<svg
      width=${width}
      height=${height}
      viewBox="0 0 ${width} ${height}"
      aria-hidden="true"
    >
      ${[0, 0.25, 0.5, 0.75, 1].map((part) => {
        const level = y(top * part);
        return svg`<line class="grid" x1=${margins.left} x2=${right} y1=${level} y2=${level} />
            <text class="end" x=${margins.left - 8} y=${level + 4}>${data.axis(top * part)}</text>`;
      })}
      ${this.#ticks(data, every).map(
        (i) =>
          svg`<text class=${i === 0 ? "start" : i === labels.length - 1 ? "end" : "middle"}
            x=${i === 0 ? margins.left : i === labels.length - 1 ? right : x(i)}
            y=${height - 10}>${labels[i]}</text>`,
      )}
      ${
        band
          ? svg`<path class="band" d="${line(band.high, x, y)}${[...band.low]
              .reverse()
              .map((value, i) => `L${x(band.low.length - 1 - i)},${y(value)}`)
              .join("")}Z" />`
          : nothing
      }
      ${
        data.area && series[0] && labels.length > 1
          ? svg`<path class="area" d="${line(series[0].values, x, y)}V${y(0)}H${x(0)}Z" />`
          : nothing
      }
      ${
        limit
          ? svg`<text class="limit-name" x=${margins.left + 6} y=${y(limit.value) - 5}>${limit.name} ${data.axis(limit.value)}</text>
            <line class="limit" x1=${margins.left} x2=${right}
              y1=${y(limit.value)} y2=${y(limit.value)} />`
          : nothing
      }
      ${numbered(markers).map(
        ({ at: place, number }) =>
          svg`<line class="marker" x1=${x(place)} x2=${x(place)}
              y1=${margins.top - 6} y2=${height - margins.bottom} />
            <g transform="translate(${x(place)} ${margins.top - 14})">
              <circle class="flag" r="9" /><text class="flag middle" y="4">${number}</text>
            </g>`,
      )}
      ${series.map(
        (each, i) =>
          svg`<path class="line series-${i + 1}" d=${line(
            each.values,
            x,
            y,
            data.steps ? right : undefined,
          )} />`,
      )}
      ${
        at < 0
          ? nothing
          : svg`<line class="cross" x1=${x(at)} x2=${x(at)} y1=${margins.top} y2=${
              height - margins.bottom
            } />`
      }
      ${series.map((each, i) =>
        each.values.map((value, point) =>
          value === null
            ? nothing
            : svg`<circle class="point series-${i + 1}" cx=${x(point)} cy=${y(value)} r=${
                point === at ? 5.5 : labels.length > 40 ? 0 : 3
              } />`,
        ),
      )}
    </svg>`;
  }

  /**
   * Returns the labels to draw: every n-th or, where points have positions, those that do not
   * overlap.
   */
  #ticks({ labels, places }: LineChartData, every: number): number[] {
    if (!places) return labels.flatMap((_, i) => (i % every === 0 ? [i] : []));
    const x = this.#scale(this.data!);
    let last = -Infinity;
    return labels.flatMap((_, i) => {
      if (x(i) - last < 80) return [];
      last = x(i);
      return [i];
    });
  }

  #scale({ labels, places }: LineChartData): (at: number) => number {
    const room = this.width - margins.left - margins.right;
    const first = places?.[0] ?? 0;
    const last = places?.at(-1) ?? labels.length - 1;
    const place = (at: number): number => {
      if (!places) return at;
      const [low, high] = [Math.floor(at), Math.ceil(at)];
      return places[low]! + (places[high]! - places[low]!) * (at - low);
    };
    return (at) =>
      round(margins.left + room * (last === first ? 0.5 : (place(at) - first) / (last - first)));
  }

  #table(data: LineChartData): TemplateResult {
    const { band } = data;
    const cell = (value: number | null | undefined): string =>
      value === null || value === undefined ? "–" : data.format(value);
    return html`<details>
      <summary>The same as a table</summary>
      <div class="scroll" role="region" aria-label="${data.title}, table" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">When</th>
              ${data.series.map((each) => html`<th scope="col" class="end">${each.name}</th>`)}${
                band
                  ? html`<th scope="col" class="end">Low</th>
                      <th scope="col" class="end">High</th>`
                  : nothing
              }
            </tr>
          </thead>
          <tbody>
            ${data.labels.map(
              (label, i) =>
                html`<tr>
                  <th scope="row" class="whole">${label}</th>
                  ${data.series.map(
                    (each) => html`<td class="end number">${cell(each.values[i])}</td>`,
                  )}${
                    band
                      ? html`<td class="end number">${cell(band.low[i])}</td>
                          <td class="end number">${cell(band.high[i])}</td>`
                      : nothing
                  }
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  #say(data: LineChartData, at: number): string {
    const parts = data.series.flatMap((each) =>
      each.values[at] === null || each.values[at] === undefined
        ? []
        : [`${each.name} ${data.format(each.values[at]!)}`],
    );
    if (data.band)
      parts.push(
        `${data.band.name} ${data.format(data.band.low[at]!)} to ${data.format(data.band.high[at]!)}`,
      );
    const here = (data.markers ?? [])
      .filter((marker) => Math.floor(marker.at) === at)
      .map((marker) => marker.label);
    return `${data.labels[at]}: ${[...parts, ...here].join("; ")}`;
  }

  #go(at: number): void {
    this.at = Math.max(0, Math.min(at, (this.data?.labels.length ?? 1) - 1));
  }

  #key(event: KeyboardEvent): void {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: 6,
      PageDown: -6,
      Home: -1e6,
      End: 1e6,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#go(this.at + step);
  }

  #point(event: PointerEvent): void {
    const { data } = this;
    if (!data) return;
    const x = this.#scale(data);
    const pointer =
      event.clientX - (event.currentTarget as HTMLElement).getBoundingClientRect().left;
    this.#go(
      data.labels.reduce(
        (best, _, i) => (Math.abs(x(i) - pointer) < Math.abs(x(best) - pointer) ? i : best),
        0,
      ),
    );
  }
}

/** Numbers the markers. Those at the same position share a number. */
function numbered(markers: readonly Marker[]): { at: number; number: number; label: string }[] {
  const places = [...new Set(markers.map((marker) => marker.at))].sort((a, b) => a - b);
  return places.map((at, i) => ({
    at,
    number: i + 1,
    label: markers
      .filter((marker) => marker.at === at)
      .map((marker) => marker.label)
      .join("; "),
  }));
}

function line(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
  stepsTo?: number,
): string {
  let path = "";
  values.forEach((value, i) => {
    if (value === null) return;
    path +=
      path === "" || values[i - 1] === null
        ? `M${x(i)},${y(value)}`
        : stepsTo === undefined
          ? `L${x(i)},${y(value)}`
          : `H${x(i)}V${y(value)}`;
  });
  return path;
}

const key = (name: string): TemplateResult =>
  html`<svg class="key" width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
    ${
      name === "band"
        ? svg`<rect class="band" width="22" height="10" />`
        : svg`<path class=${name} d="M0,5H22" />`
    }
  </svg>`;

const round = (value: number): number => Math.round(value * 10) / 10;

/** The smallest of 1, 2, 2.5, 5 and 10 times a power of ten that is not below the value. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 2.5, 4, 5, 8, 10].find((step) => step * power >= value) ?? 10);
}

customElements.define("line-chart", LineChart);
