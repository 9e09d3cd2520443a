/** A tornado chart: how far each input alone moves the total, widest first, with its figures. */
import { html, svg, type TemplateResult } from "lit";

export interface Swing {
  name: string;
  low: number;
  high: number;
}

const width = 300;

export function tornadoChart(
  title: string,
  all: readonly Swing[],
  base: number,
  format: (value: number) => string,
): TemplateResult {
  const most = Math.max(
    ...all.flatMap((each) => [Math.abs(each.low - base), Math.abs(each.high - base)]),
    1e-9,
  );
  const x = (value: number): number => width / 2 + ((value - base) / most) * (width / 2 - 2);
  return html`<div class="scroll" role="region" aria-label=${title} tabindex="0">
    <table class="tornado cards">
      <caption class="visually-hidden">
        ${title}
      </caption>
      <thead>
        <tr>
          <th scope="col">Input</th>
          <th scope="col" class="end">At its low</th>
          <th scope="col" class="bar-column">
            <span class="visually-hidden">From low to high</span>
          </th>
          <th scope="col" class="end">At its high</th>
        </tr>
      </thead>
      <tbody>
        ${all.map((each) => {
          const from = Math.min(x(each.low), x(each.high));
          const length = Math.max(2, Math.abs(x(each.high) - x(each.low)));
          return html`<tr>
            <th scope="row">${each.name}</th>
            <td class="end number" data-label="At its low">${format(each.low)}</td>
            <td class="bar-column">
              <svg viewBox="0 0 ${width} 18" preserveAspectRatio="none" aria-hidden="true">
                ${svg`<rect class="bar" x=${from} y="2" width=${length} height="14" />
                  <line class="marker" x1=${width / 2} x2=${width / 2} y1="0" y2="18" />`}
              </svg>
            </td>
            <td class="end number" data-label="At its high">${format(each.high)}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </div>`;
}
