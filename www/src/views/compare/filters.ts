/** What a comparison asks: the request, how often, and which models may answer. */
import { html, nothing, type TemplateResult } from "lit";
import type { Modality } from "tokenfare";
import { check, choice } from "../../components/edit-fields.js";
import "../../components/number-field.js";
import { exampleNote } from "../../components/request-fields.js";
import { typedDay } from "../../components/typed-day.js";
import { volumeField } from "../../components/volume-field.js";
import { info, providerName } from "../../engine/catalog-info.js";
import { fieldName } from "../../format/words.js";
import { initialState, type PageState, requestOf, store } from "../../state/page-state.js";

const readingWords: readonly (readonly [Modality, string])[] = [
  ["image", "images"],
  ["audio", "audio"],
  ["video", "video"],
  ["file", "files"],
];

export function requestFields(state: PageState): TemplateResult {
  const request = requestOf(state);
  const extras = Object.keys(request).filter(
    (name) => name !== "inputTokens" && name !== "outputTokens",
  );
  const also = [
    ...extras.map(fieldName),
    ...(state.tier === "standard" ? [] : [`the ${state.tier} tier`]),
  ];
  return html`<div class="fields">
      ${(["inputTokens", "outputTokens"] as const).map(
        (name) =>
          html`<number-field
            .label=${name === "inputTokens" ? "Input tokens" : "Output tokens"}
            .whole=${true}
            .value=${request[name] ?? 0}
            @number-change=${(event: CustomEvent<number>) =>
              store.set({ request: { ...request, [name]: event.detail } })}
          ></number-field>`,
      )}
      ${volumeField(state)}
    </div>
    ${exampleNote(state)}
    ${
      also.length
        ? html`<p class="small soft">
            Also counted, from “One request”: ${also.join(", ")}.
            <button class="link" @click=${() => store.set({ view: "price" })}>Change it</button>
          </p>`
        : nothing
    }`;
}

export function filterFields(
  state: PageState,
  searchKey: (event: KeyboardEvent) => void,
): TemplateResult {
  const providers = [...new Set(info.models.map((model) => model.provider))].sort((a, b) =>
    providerName(a).localeCompare(providerName(b)),
  );
  return html`<div class="fields">
      <div class="field">
        <label for="search">Search</label>
        <input
          id="search"
          type="search"
          autocomplete="off"
          placeholder="Enter pins the first"
          .value=${state.search}
          @input=${(event: Event) =>
            store.set({ search: (event.target as HTMLInputElement).value })}
          @keydown=${searchKey}
        />
      </div>
      ${choice(
        "Vendor",
        state.provider,
        [["", "all vendors"], ...providers.map((each) => [each, providerName(each)] as const)],
        (provider) => store.set({ provider }),
      )}
      <number-field
        .label=${"Context, at least"}
        .value=${state.context || null}
        .optional=${true}
        .whole=${true}
        @number-change=${(event: CustomEvent<number | null>) =>
          store.set({ context: event.detail ?? 0 })}
      ></number-field>
      <div class="field">
        <label for="released-after">Released after</label>
        <input
          id="released-after"
          type="date"
          .value=${state.released}
          @change=${typedDay((released) => store.set({ released }))}
          @blur=${typedDay((released) => store.set({ released }))}
        />
      </div>
    </div>
    <div class="row filter-checks">
      <fieldset class="row">
        <legend class="label">Must read</legend>
        ${readingWords.map(([reading, words]) =>
          check(words, state.reads.includes(reading), (on) =>
            store.set({
              reads: on
                ? [...state.reads, reading]
                : state.reads.filter((each) => each !== reading),
            }),
          ),
        )}
      </fieldset>
      <fieldset class="row">
        <legend class="label">Show too</legend>
        ${check("resold by hosts", state.hosted, (hosted) => store.set({ hosted }))}
        ${check("older models", state.deprecated, (deprecated) => store.set({ deprecated }))}
        ${check("single-task models", state.special, (special) => store.set({ special }))}
      </fieldset>
      ${
        isFiltered(state)
          ? html`<button class="button quiet" @click=${clearFilters}>Clear filters</button>`
          : nothing
      }
    </div>`;
}

/** What filters the models, by its name in the state. */
export const filters = [
  "search",
  "provider",
  "reads",
  "context",
  "released",
  "deprecated",
  "hosted",
  "special",
] as const;

export const isFiltered = (state: PageState): boolean =>
  filters.some((name) => JSON.stringify(state[name]) !== JSON.stringify(initialState[name]));

export function clearFilters(): void {
  store.set(Object.fromEntries(filters.map((name) => [name, initialState[name]])));
}
