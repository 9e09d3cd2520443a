/** The fields of one workload. */
import { html, nothing, type TemplateResult } from "lit";
import type { Quantities, Uncertain, Workload } from "tokenfare";
import { choice, listField, numberField, uncertainField } from "../../components/edit-fields.js";
import "../../components/model-select.js";
import { imageRows, quantityGroups } from "../../components/request-fields.js";
import { findModel, info } from "../../engine/catalog-info.js";
import { formatCount, plural } from "../../format/numbers.js";
import { Edit } from "../../state/edit.js";
import { growthFields } from "./growth-fields.js";
import { isJob, volumeFields } from "./volume-fields.js";

type Conversation = NonNullable<Workload["conversation"]>;
type Request = NonNullable<Workload["request"]>;
type Step = NonNullable<Workload["steps"]>[number];

const titleOf = (name: string): string =>
  name ? name.charAt(0).toUpperCase() + name.slice(1) : "Unnamed";

/** The tiers of scenarios and those of the catalog. */
type AnyTier = NonNullable<Workload["tier"]>;

const newConversation: Conversation = {
  turns: 6,
  systemTokens: 800,
  userTokens: 60,
  answerTokens: 200,
  caching: "automatic",
};
/** Quantities that have a field of their own, or that have no meaning for one request. */
const plainFields: readonly string[] = ["inputTokens", "outputTokens", "requests"];

export function workloadFields(
  workload: Edit<Workload>,
  remove: (() => void) | null,
  open: boolean,
): TemplateResult {
  const { value } = workload;
  return html`<details class="card workload" ?open=${open}>
    <summary><h2>${titleOf(value.name)}</h2></summary>
    <div class="stack">
      <label class="field"
        ><span class="label">Name</span>
        <input
          autocomplete="off"
          maxlength="80"
          .value=${value.name}
          @change=${(event: Event) =>
            workload.set({ name: (event.target as HTMLInputElement).value.trim() || value.name })}
      /></label>
      ${models(workload)} ${volumeFields(workload)}
      ${isJob(value) ? nothing : growthFields(workload)}
      ${choice(
        "Each one is",
        value.conversation ? "chat" : "single",
        [
          ["single", "a single call"],
          ["chat", "a conversation with several turns"],
        ] as const,
        (kind) => workload.set({ conversation: kind === "chat" ? newConversation : undefined }),
      )}
      ${
        value.conversation
          ? conversation(workload.part("conversation", value.conversation) as Edit<Conversation>)
          : single(workload.part("request", {}) as Edit<Request>, "per request")
      }
      ${more(workload)} ${furtherCalls(workload)}
      ${
        remove
          ? html`<button
              class="button quiet start"
              aria-label="Remove this workload: ${value.name}"
              @click=${remove}
            >
              Remove this workload
            </button>`
          : nothing
      }
    </div>
  </details>`;
}

function models(workload: Edit<Workload>): TemplateResult {
  const { model, tier = "standard" } = workload.value;
  if (typeof model === "string") {
    const known = findModel(model);
    return html`${oneModel(model, workload.faultOf("model"), (next) =>
        workload.set({ model: next, tier: undefined }),
      )}
      <div class="fields">
        ${choice<AnyTier>(
          "Tier",
          tier,
          (known?.tiers ?? [tier]).map((each) => [each, each] as const),
          (next) => workload.set({ tier: next === "standard" ? undefined : next }),
        )}
        <button
          class="button quiet start"
          @click=${() =>
            workload.set({
              model: [
                { model, share: 0.5 },
                {
                  model:
                    info.models.find(
                      (each) =>
                        each.provider === known?.provider && each.active && each.id !== model,
                    )?.id ?? model,
                  share: 0.5,
                },
              ],
            })}
        >
          Split across models
        </button>
      </div>`;
  }
  const rows = workload.items<{ model: string; share: number }>("model");
  return html`<div class="stack tight" role="group" aria-label="Models and their shares">
    ${rows.map(
      (row, i) =>
        html`<div class="item">
          <div class="fields">
            <model-select
              .label=${`Model ${i + 1}`}
              .models=${info.models}
              .value=${findModel(row.value.model)?.id ?? row.value.model}
              @model-change=${(event: CustomEvent<string>) => row.set({ model: event.detail })}
            ></model-select>
            ${numberField(row, "share", "Share, %", { percent: true, max: 1 })}
          </div>
          <button
            class="button quiet"
            aria-label="Remove model ${i + 1}"
            @click=${() =>
              rows.length > 2
                ? workload.remove("model", i)
                : workload.set({ model: rows[1 - i]!.value.model })}
          >
            Remove
          </button>
        </div>`,
    )}
    <button
      class="button quiet start"
      @click=${() => workload.add("model", { model: model[0]!.model, share: 0 })}
    >
      Add a model
    </button>
    ${
      workload.faultOf("model")
        ? html`<p class="problem" role="alert">${workload.faultOf("model")}</p>`
        : nothing
    }
  </div>`;
}

function oneModel(
  model: string,
  fault: string | undefined,
  set: (model: string) => void,
): TemplateResult {
  const known = findModel(model);
  return html`<model-select
      .models=${info.models}
      .value=${known?.id ?? model}
      @model-change=${(event: CustomEvent<string>) => set(event.detail)}
    ></model-select>
    ${
      known
        ? nothing
        : html`<p class="problem" role="alert">
            ${fault ?? `The catalog has no model “${model}”.`}
          </p>`
    }`;
}

/** Further calls for each request, such as an embedding of its text or a larger model for a few. */
function furtherCalls(workload: Edit<Workload>): TemplateResult {
  const { model } = workload.value;
  const first = typeof model === "string" ? model : model[0]!.model;
  return html`<details class="inner" ?open=${Boolean(workload.value.steps?.length)}>
    <summary>
      Extra calls per
      request${workload.value.steps?.length ? `: ${formatCount(workload.value.steps.length)}` : ""}
    </summary>
    <div class="stack">
      ${workload
        .items<Step>("steps")
        .map((step, i) => furtherCall(step, i + 1, () => workload.remove("steps", i)))}
      <button
        class="button quiet start"
        @click=${() =>
          workload.add("steps", {
            model: first,
            request: { inputTokens: 1000, outputTokens: 200 },
          })}
      >
        Add an extra call
      </button>
    </div>
  </details>`;
}

function furtherCall(step: Edit<Step>, number: number, remove: () => void): TemplateResult {
  const { model, tier = "" } = step.value;
  const tiers = findModel(model)?.tiers ?? (tier ? [tier] : []);
  return html`<div class="item" role="group" aria-label="Extra call ${number}">
    ${oneModel(model, step.faultOf("model"), (next) => step.set({ model: next, tier: undefined }))}
    <div class="fields">
      ${choice<AnyTier | "">(
        "Tier",
        tier,
        [["", "same as above"], ...tiers.map((each) => [each, each] as const)],
        (next) => step.set({ tier: next || undefined }),
      )}
      ${numberField(step, "share", "Calls per request", {
        first: 1,
        max: 1000,
        hint: "0.1 means one request in ten",
      })}
    </div>
    ${single(step.part("request", {}) as Edit<Request>, "per call")}
    <button class="button quiet" aria-label="Remove extra call ${number}" @click=${remove}>
      Remove
    </button>
  </div>`;
}

function conversation(chat: Edit<Conversation>): TemplateResult {
  return html`${uncertainField(chat, "turns", "Turns per conversation")}
    ${uncertainField(chat, "systemTokens", "System prompt, tokens", { varies: true })}
    ${uncertainField(chat, "userTokens", "User message, tokens", { varies: true })}
    ${uncertainField(chat, "answerTokens", "Answer, tokens", { varies: true })}
    <div class="fields">
      ${choice(
        "Prompt caching",
        chat.value.caching ?? "none",
        [
          ["none", "none"],
          ["automatic", "automatic"],
          ["explicit", "explicit"],
        ] as const,
        (caching) => chat.set({ caching }),
      )}
      ${numberField(chat, "maxContext", "History cut to, tokens", {
        min: 1,
        whole: true,
        optional: true,
      })}
      ${numberField(chat, "gapSeconds", "Seconds between turns", { optional: true })}
    </div>`;
}

function single(request: Edit<Request>, of: string): TemplateResult {
  const used = quantityGroups
    .flatMap((group) => group.fields)
    .filter(
      (field) => !plainFields.includes(field.name) && request.value[field.name] !== undefined,
    ).length;
  return html`${uncertainField(request, "inputTokens", `Input tokens ${of}`, { varies: true })}
    ${uncertainField(request, "outputTokens", `Output tokens ${of}`, { varies: true })}
    <details class="inner" ?open=${used > 0 || (request.value.images?.length ?? 0) > 0}>
      <summary>
        Cache, images, audio, tools${used ? `: ${plural(used, "quantity", "quantities")}` : ""}
      </summary>
      <div class="stack">
        ${imageRows(request as unknown as Edit<Pick<Quantities, "images">>)}
        ${quantityGroups
          .flatMap((group) => group.fields)
          .filter((field) => !plainFields.includes(field.name))
          .map((field) =>
            uncertainField(
              request as unknown as Edit<Record<string, Uncertain>>,
              field.name,
              field.label,
              { dropZero: true, varies: true },
            ),
          )}
      </div>
    </details>`;
}

function more(workload: Edit<Workload>): TemplateResult {
  const cache = workload.part("cache", { prefixTokens: 0, hitRate: 0 }) as Edit<
    NonNullable<Workload["cache"]>
  >;
  const retries = workload.part("retries", { rate: 0, max: 2 }) as Edit<
    NonNullable<Workload["retries"]>
  >;
  const seasons = workload.part("seasonality", {}) as Edit<NonNullable<Workload["seasonality"]>>;
  return html`<details class="inner">
    <summary>Batches, caching, retries, seasons</summary>
    <div class="stack">
      <div class="fields">
        ${numberField(workload, "batchShare", "Sent in batches, %", {
          percent: true,
          max: 1,
        })}
        ${numberField(workload, "responseCacheHitRate", "Answered by your own cache, %", {
          percent: true,
          max: 1,
        })}
        ${
          workload.value.conversation
            ? nothing
            : html`${numberField(cache, "prefixTokens", "Prompt prefix to cache, tokens", {
                whole: true,
              })}
              ${numberField(cache, "hitRate", "Requests that find it in the cache, %", {
                percent: true,
                max: 1,
              })}`
        }
        ${numberField(retries, "rate", "Attempts that fail, %", { percent: true, max: 1 })}
        ${numberField(retries, "max", "Most retries", { whole: true, max: 100 })}
        ${numberField(workload, "peakHourShare", "Busiest hour, % of the day", {
          percent: true,
          max: 1,
          optional: true,
        })}
        ${numberField(workload, "latencySeconds", "Seconds to the last token", { optional: true })}
      </div>
      ${listField(seasons, "months", "Seasonal factors, January to December", {
        length: 12,
        hint: "Twelve numbers; 1 is an average month.",
      })}
      ${listField(seasons, "weekdays", "Weekday factors, Monday to Sunday", { length: 7 })}
    </div>
  </details>`;
}
