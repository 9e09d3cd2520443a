/** The cost of each day, with what was unusual. */
import { html, nothing, type TemplateResult } from "lit";
import { about, money, short } from "../../components/money-figure.js";
import "../../components/line-chart.js";
import { dayAfter, formatDay, formatShortDay } from "../../format/dates.js";
import type { Answer } from "./open-log.js";

/** More days than a chart can show: later ones are drawn. */
const most = 800;

export function daysChart({ days, chosen, question }: Answer): TemplateResult | typeof nothing {
  const costs = new Map(days.groups.map(({ key, cost }) => [key.day ?? "", cost.usd]));
  costs.delete("");
  const known = [...costs.keys()].sort();
  const [firstDay, lastDay] = [known[0], known.at(-1)];
  if (firstDay === undefined || lastDay === undefined || known.length < 2) return nothing;
  const all: string[] = [];
  for (let day = lastDay; day >= firstDay && all.length < most; day = dayAfter(day, -1))
    all.unshift(day);
  const of = new Map(
    (chosen?.groups ?? [])
      .filter(({ key }) => key[question.by] === question.chosen)
      .map(({ key, cost }) => [key.day ?? "", cost.usd]),
  );
  const anomalies = days.anomalies.filter(({ day }) => all.includes(day));
  return html`<section class="card stack" aria-label="Day by day">
    <h2>Day by day</h2>
    <line-chart
      .data=${{
        title: "Cost of each day",
        labels: all.map(firstDay.slice(0, 4) === lastDay.slice(0, 4) ? formatShortDay : formatDay),
        series: [
          { name: "All", values: all.map((day) => costs.get(day) ?? 0) },
          ...(question.chosen !== null && chosen
            ? [
                {
                  name: question.chosen || "not stated",
                  values: all.map((day) => of.get(day) ?? 0),
                },
              ]
            : []),
        ],
        markers: anomalies.map(({ day }) => ({ at: all.indexOf(day), label: "unusual" })),
        area: true,
        format: about,
        axis: short,
      }}
    ></line-chart>
    ${
      anomalies.length
        ? html`<ul class="stack tight" aria-label="Unusual days">
            ${anomalies.map(
              ({ day, cost, expected, reason }) =>
                html`<li>
                  <strong>${formatDay(day)}</strong>: ${money(cost)}, where ${money(expected)} is
                  usual. ${reason}
                </li>`,
            )}
          </ul>`
        : nothing
    }
  </section>`;
}
