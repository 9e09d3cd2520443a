/** An amount in the reader's currency. The scenario holds US dollars. */
import { html, type TemplateResult } from "lit";
import "../../components/number-field.js";
import { store } from "../../state/page-state.js";

export function moneyField(
  label: string,
  dollars: number | null,
  set: (dollars: number | null) => void,
  { optional = false, fault }: { optional?: boolean; fault?: string | undefined } = {},
): TemplateResult {
  const { code, perDollar } = store.state.currency;
  return html`<number-field
    .label=${`${label}, ${code}`}
    .value=${dollars === null ? null : Number((dollars * perDollar).toPrecision(12))}
    .optional=${optional}
    .fault=${fault}
    @number-change=${(event: CustomEvent<number | null>) =>
      set(event.detail === null ? null : Number((event.detail / perDollar).toPrecision(15)))}
  ></number-field>`;
}
