import { html, nothing, type TemplateResult } from "lit";
import type { CatalogOverrides } from "tokenfare";
import { choice, dayField, numberField } from "../../components/edit-fields.js";
import { openButton } from "../../components/open-button.js";
import { PageElement } from "../../components/page-element.js";
import { findModel, info } from "../../engine/catalog-info.js";
import { downloadJson } from "../../format/export.js";
import { messageOf } from "../../format/words.js";
import { Edit } from "../../state/edit.js";
import { ownPrices, usePrices } from "../../state/overrides.js";
import { openSaved } from "../../state/saved-files.js";

type Discount = NonNullable<CatalogOverrides["discounts"]>[number];
interface OwnModel {
  id: string;
  provider?: string;
  input?: readonly string[];
  rates?: readonly { usd: Record<string, string> }[];
}

const components = [
  ["input", "Input"],
  ["cached_input", "Cached input"],
  ["output", "Output"],
] as const;

/**
 * The reader's own prices and discounts. Fires `prices-change` when they are applied or removed.
 */
export class OwnPrices extends PageElement {
  #draft: CatalogOverrides = ownPrices() ?? {};
  #problem = "";
  #said = "";
  /** The JSON as typed, where it is not valid and so differs from the fields. */
  #typed: string | null = null;

  protected override render(): TemplateResult {
    const edit = new Edit(this.#draft, "", null, (draft) => this.#edit(draft));
    const discounts = edit.items<Discount>("discounts");
    const models = edit.items<OwnModel>("models");
    const providers = [...new Set(info.models.map((model) => model.provider))].sort();
    return html`<section class="card stack" aria-label="Own prices">
      <h2>Own prices and discounts</h2>
      <p class="small soft">
        For a contract, a reseller or a model of your own. They are kept in this browser only, and
        used in every view.
      </p>
      ${discounts.map(
        (discount, i) =>
          html`<div class="item" role="group" aria-label="Discount ${i + 1}">
            <div class="fields">
              ${choice(
                "Provider",
                discount.value.provider ?? "",
                [["", "all"], ...providers.map((each) => [each, each] as const)],
                (provider) => discount.set({ provider: provider || undefined }),
              )}
              ${this.#text("Model, if only one", discount.value.model ?? "", (model) =>
                discount.set({ model: model || undefined }),
              )}
              ${numberField(discount as Edit<{ percent: number }>, "percent", "Discount, %", {
                max: 100,
              })}
              ${dayField(discount, "from", "From")} ${dayField(discount, "to", "Until")}
            </div>
            <button
              class="button quiet"
              aria-label="Remove discount ${i + 1}"
              @click=${() => edit.remove("discounts", i)}
            >
              Remove
            </button>
          </div>`,
      )}
      ${models.map(
        (model, i) =>
          html`<div class="item" role="group" aria-label="Own price ${i + 1}">
            <div class="fields">
              ${this.#text("Model, known or new", model.value.id, (id) =>
                model.replace(priced(id, model.value.rates?.[0]?.usd ?? {})),
              )}
              ${components.map(
                ([name, label]) =>
                  html`<number-field
                    .label=${`${label}, $ per 1M tokens`}
                    .optional=${true}
                    .value=${
                      model.value.rates?.[0]?.usd[name] === undefined
                        ? null
                        : Number(model.value.rates[0].usd[name])
                    }
                    @number-change=${(event: CustomEvent<number | null>) =>
                      model.replace(
                        priced(model.value.id, {
                          ...model.value.rates?.[0]?.usd,
                          [name]: event.detail === null ? undefined : plain(event.detail),
                        }),
                      )}
                  ></number-field>`,
              )}
            </div>
            <button
              class="button quiet"
              aria-label="Remove own price ${i + 1}"
              @click=${() => edit.remove("models", i)}
            >
              Remove
            </button>
          </div>`,
      )}
      <div class="row">
        <button
          class="button"
          @click=${() => edit.add("discounts", { provider: "openai", percent: 10 })}
        >
          Add a discount
        </button>
        <button
          class="button"
          @click=${() => edit.add("models", priced("my-model", { input: "1", output: "2" }))}
        >
          Add a price
        </button>
      </div>
      <div class="row">
        <button class="button primary" @click=${this.#useDraft}>Apply</button>
        <button class="button" @click=${() => this.#use(null)}>Use list prices</button>
        <button class="button" @click=${() => downloadJson("tokenfare-prices.json", this.#draft)}>
          Save prices
        </button>
        ${openButton(
          "Open prices",
          (file) => this.#open(file),
          (problem) => this.#tell("", problem),
        )}
      </div>
      <details class="inner">
        <summary>As JSON, in the shape that catalog.extend takes</summary>
        <div class="field">
          <label for="overrides">Overrides</label>
          <textarea
            id="overrides"
            class="mono"
            rows="7"
            spellcheck="false"
            .value=${this.#typed ?? JSON.stringify(this.#draft, null, 2)}
            aria-invalid=${this.#typed === null ? "false" : "true"}
            @change=${this.#json}
          ></textarea>
        </div>
      </details>
      <p class="problem" role="alert">${this.#problem || nothing}</p>
      <p class="small" role="status">${this.#said}</p>
    </section>`;
  }

  #text(label: string, value: string, set: (value: string) => void): TemplateResult {
    return html`<label class="field"
      ><span class="label">${label}</span
      ><input
        autocomplete="off"
        spellcheck="false"
        maxlength="100"
        list="own-models"
        .value=${value}
        @change=${(event: Event) => set((event.target as HTMLInputElement).value.trim())}
    /></label>`;
  }

  #edit(draft: CatalogOverrides): void {
    this.#draft = draft;
    this.#typed = null;
    this.#tell("Not applied yet: press “Apply”.", "");
  }

  #json(event: Event): void {
    const typed = (event.target as HTMLTextAreaElement).value;
    try {
      this.#edit(JSON.parse(typed) as CatalogOverrides);
    } catch (error) {
      this.#typed = typed;
      this.#tell("", `This is not JSON yet: ${messageOf(error)}`);
    }
  }

  async #open(file: File): Promise<void> {
    const opened = await openSaved(file);
    if (opened.kind !== "prices") throw new Error("it holds no prices");
    await this.#use(opened.prices, true);
  }

  #useDraft(): void {
    if (this.#typed === null) void this.#use(this.#draft);
    else this.#tell("", "The JSON below is not finished. Nothing was changed.");
  }

  async #use(prices: CatalogOverrides | null, raise = false): Promise<void> {
    try {
      await usePrices(prices);
      this.#draft = prices ?? {};
      this.#typed = null;
      this.#tell(prices ? "Your prices apply." : "List prices apply.", "");
      this.dispatchEvent(new CustomEvent("prices-change", { bubbles: true }));
    } catch (error) {
      if (raise) throw error;
      this.#tell("", `${messageOf(error)} Nothing was changed.`);
    }
  }

  #tell(said: string, problem: string): void {
    this.#said = said;
    this.#problem = problem;
    this.requestUpdate();
  }
}

/**
 * A model with own rates. One of the catalog keeps its other data; a new one needs a provider and
 * its modalities.
 */
function priced(id: string, rates: Record<string, string | undefined>): OwnModel {
  const usd = Object.fromEntries(
    Object.entries(rates).filter((rate): rate is [string, string] => rate[1] !== undefined),
  );
  const known = findModel(id);
  return {
    id: known?.id ?? id,
    provider: known?.provider ?? "own",
    ...(!known && { input: ["text"], output: ["text"] }),
    rates: [{ usd }],
  };
}

/** Formats a number as a decimal without an exponent. */
const plain = (value: number): string =>
  value.toLocaleString("en-US", { useGrouping: false, maximumFractionDigits: 12 });

customElements.define("own-prices", OwnPrices);
