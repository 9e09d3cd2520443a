import { html, nothing, type TemplateResult } from "lit";
import type { CatalogOverrides, Model } from "tokenfare";
import { choice, dayField, numberField } from "../../components/edit-fields.js";
import { openButton } from "../../components/open-button.js";
import { PageElement } from "../../components/page-element.js";
import "../../components/model-select.js";
import type { PriceEffect } from "../../engine/catalog-calls.js";
import { displayName, findModel, info, providerName } from "../../engine/catalog-info.js";
import { engine } from "../../engine/client.js";
import { isCurrent, isRecommended } from "../../engine/model-facts.js";
import { dollarsPer } from "../../format/money.js";
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

/** The models whose change is shown. */
const mostEffects = 8;

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
  #timer = 0;
  #effects: readonly PriceEffect[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#showEffects().catch((error: unknown) => this.#tell("", messageOf(error)));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override render(): TemplateResult {
    const edit = new Edit(this.#draft, "", null, (draft) => this.#edit(draft));
    const discounts = edit.items<Discount>("discounts");
    const models = edit.items<OwnModel>("models");
    const providers = [...new Set(info.models.map((model) => model.provider))].sort();
    return html`<section class="card stack" aria-label="Own prices">
      <h2>Your own prices and discounts</h2>
      <p class="small soft">
        For a contract, a reseller or a model of your own. They apply in every view as you type, and
        are kept in this browser only.
      </p>
      ${discounts.map(
        (discount, i) =>
          html`<div class="item" role="group" aria-label="Discount ${i + 1}">
            <div class="fields">
              ${choice(
                "Provider",
                discount.value.provider ?? "",
                [["", "all"], ...providers.map((each) => [each, providerName(each)] as const)],
                (provider) => discount.set({ provider: provider || undefined }),
              )}
              <model-select
                .label=${"Only this model"}
                .models=${info.models}
                .value=${discount.value.model ?? ""}
                .placeholder=${"all of its models"}
                @model-change=${(event: CustomEvent<string>) =>
                  discount.set({ model: event.detail || undefined })}
              ></model-select>
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
            ${
              findModel(model.value.id)
                ? nothing
                : html`<p class="small soft">A new model: the catalog has none of this name.</p>`
            }
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
        ${
          ownPrices()
            ? html`<button class="button" @click=${() => this.#use(null)}>Use list prices</button>`
            : nothing
        }
        <button class="button" @click=${() => downloadJson("tokenfare-prices.json", this.#draft)}>
          Save prices
        </button>
        ${openButton(
          "Open prices",
          (file) => this.#open(file),
          (problem) => this.#tell("", problem),
        )}
      </div>
      ${this.#preview()}
      <details class="inner">
        <summary>Edit as JSON</summary>
        <div class="field">
          <label for="overrides">In the format of catalog.extend</label>
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

  /** Applies what was typed, a moment after the last key. */
  #edit(draft: CatalogOverrides): void {
    this.#draft = draft;
    this.#typed = null;
    this.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#use(draft), 250);
  }

  /** What the prices change, for current models. */
  #preview(): TemplateResult | typeof nothing {
    if (!this.#effects.length) return nothing;
    const usd = (rate: string | null): string =>
      rate === null ? "no price" : dollarsPer(Number(rate));
    const change = ([before, after]: PriceEffect["input"]): string =>
      before === after ? usd(after) : `${usd(before)} → ${usd(after)}`;
    return html`<section class="stack tight" aria-label="What changes">
      <h3>What changes, per 1M tokens</h3>
      <ul class="plain">
        ${this.#effects.map(
          (each) =>
            html`<li class="small">
              <strong>${displayName(each.model)}</strong>
              <span class="number">input ${change(each.input)}, output ${change(each.output)}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  async #showEffects(): Promise<void> {
    const weight = (model: Model): number =>
      Number(isRecommended(model)) * 2 + Number(isCurrent(model));
    const models = [...info.models].sort((a, b) => weight(b) - weight(a));
    this.#effects = ownPrices()
      ? await engine.priceEffects(
          models.map((model) => model.id),
          mostEffects,
        )
      : [];
    this.requestUpdate();
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

  async #use(prices: CatalogOverrides | null, raise = false): Promise<void> {
    // What was typed before must not be applied after this.
    clearTimeout(this.#timer);
    const isEmpty = !prices?.discounts?.length && !prices?.models?.length;
    try {
      await usePrices(isEmpty ? null : prices);
      if (!prices || raise) {
        this.#draft = prices ?? {};
        this.#typed = null;
      }
      this.#tell(isEmpty ? "List prices apply." : "Your prices apply.", "");
      await this.#showEffects();
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
