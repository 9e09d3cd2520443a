/** The assumptions of a plan in words, for readers who see no form. */
import type { Scenario, Uncertain, Workload } from "tokenfare";
import { typical } from "../components/uncertain-field.js";
import { displayName } from "../engine/catalog-info.js";
import { formatCount, formatPercent, plural } from "../format/numbers.js";
import { fieldName } from "../format/words.js";

const count = (value: Uncertain): string => {
  if (typeof value === "number") return formatCount(value);
  if ("mode" in value)
    return `${formatCount(value.mode)} (${formatCount(value.low)} to ${formatCount(value.high)})`;
  const average = `${formatCount(Math.round(typical(value)))} on average`;
  if ("p50" in value)
    return `${average} (typically ${formatCount(value.p50)}, 1 in 20 above ${formatCount(value.p95)})`;
  return `${average} (${plural(value.samples.length, "observed value")})`;
};

export function assumptionsOf(scenario: Scenario): string[] {
  const found = scenario.workloads.map((workload) => ofWorkload(workload));
  for (const cost of scenario.fixed ?? [])
    if (cost.amount !== undefined)
      found.push(
        `${cost.name}: $${cost.amount} ${cost.every === "once" ? "once" : `every ${cost.every ?? "month"}`}.`,
      );
  if (scenario.markup) found.push(`A safety margin or tax of ${formatPercent(scenario.markup)}.`);
  if (scenario.priceChangePerYear)
    found.push(`Prices change by ${formatPercent(scenario.priceChangePerYear)} a year.`);
  if (scenario.budget?.hard) found.push("Requests beyond the budget are not served.");
  return found;
}

function ofWorkload(workload: Workload): string {
  const parts = [
    `${workload.name.charAt(0).toUpperCase()}${workload.name.slice(1)}: ${volume(workload)}`,
    growth(workload),
    model(workload),
    usage(workload),
    ...details(workload),
  ];
  return `${parts.filter(Boolean).join(", ")}.`;
}

function volume({ requests }: Workload): string {
  const days = requests.activeDays === "weekdays" ? "each weekday" : "a day";
  if (requests.perDay !== undefined) return `${count(requests.perDay)} ${days}`;
  if (requests.perMonth !== undefined) return `${count(requests.perMonth)} a month`;
  return `${count(requests.users ?? 0)} users with ${count(requests.perUserPerDay ?? 0)} ${days} each`;
}

function growth({ growth }: Workload): string {
  switch (growth?.kind) {
    case "compound": {
      const { perMonth } = growth;
      return typeof perMonth === "number"
        ? `${formatPercent(perMonth, 1)} more each month`
        : `about ${formatPercent(typical(perMonth), 1)} more each month`;
    }
    case "linear":
      return `${count(growth.perMonth)} more a day each month`;
    case "logistic":
      return `growing to ${count(growth.capacity)} a day`;
    case "steps":
      return growth.steps
        .map((step) =>
          step.factor === 0
            ? `none from month ${step.month} on`
            : `×${step.factor} from month ${step.month} on`,
        )
        .join(", ");
    case "series":
      return `${growth.perDay.map((each) => formatCount(each)).join(", then ")} a day`;
    default:
      return "";
  }
}

function model({ model, tier }: Workload): string {
  const names =
    typeof model === "string"
      ? displayName(model)
      : model
          .map((each) => `${formatPercent(each.share)} ${displayName(each.model)}`)
          .join(" and ");
  return `on ${names}${tier ? ` (${tier})` : ""}`;
}

function usage({ conversation, request }: Workload): string {
  if (conversation)
    return [
      `${count(conversation.turns)} turns`,
      `system prompt ${count(conversation.systemTokens)} tokens`,
      `messages ${count(conversation.userTokens)}`,
      `answers ${count(conversation.answerTokens)}`,
      conversation.caching && conversation.caching !== "none"
        ? `${conversation.caching} prompt caching`
        : "no prompt caching",
    ].join(", ");
  return Object.entries(request ?? {})
    .map(([name, value]) =>
      name === "images" && Array.isArray(value)
        ? value
            .map(
              (image: { width: number; height: number; count?: number }) =>
                `${plural(image.count ?? 1, "image")} of ${image.width} × ${image.height}`,
            )
            .join(", ")
        : typeof value === "number" || (typeof value === "object" && !Array.isArray(value))
          ? `${count(value as Uncertain)} ${fieldName(name)}`
          : "",
    )
    .filter(Boolean)
    .join(", ");
}

function details(workload: Workload): string[] {
  const { batchShare, cache, responseCacheHitRate, retries, steps } = workload;
  return [
    ...(batchShare ? [`${formatPercent(batchShare)} in batches`] : []),
    ...(cache?.hitRate
      ? [
          `${formatCount(cache.prefixTokens)} prompt tokens cached, found by ${formatPercent(cache.hitRate)}`,
        ]
      : []),
    ...(responseCacheHitRate
      ? [`${formatPercent(responseCacheHitRate)} answered by an own cache`]
      : []),
    ...(retries?.rate ? [`${formatPercent(retries.rate)} of attempts fail`] : []),
    ...(steps ?? []).map(
      (step) =>
        `then ${step.share ?? 1}× ${displayName(step.model)} (${usage({ ...workload, request: step.request, conversation: undefined } as unknown as Workload)})`,
    ),
  ];
}
