/** Fields for the parts of a scenario or a request, each with the engine's error about it. */
import { html, type TemplateResult } from "lit";
import type { Uncertain } from "tokenfare";
import type { Edit } from "../state/edit.js";
import "./list-field.js";
import "./number-field.js";
import { typedDay } from "./typed-day.js";
import "./uncertain-field.js";

interface NumberOptions {
  min?: number;
  max?: number;
  whole?: boolean;
  percent?: boolean;
  hint?: string;
  first?: number;
  optional?: boolean;
}

/** A number. An optional one that is emptied is removed. */
export function numberField<T extends object>(
  edit: Edit<T>,
  name: keyof T & string,
  label: string,
  options: NumberOptions = {},
): TemplateResult {
  const {
    min = 0,
    max = 1e15,
    whole = false,
    percent = false,
    hint,
    first = 0,
    optional = false,
  } = options;
  const value = (edit.value[name] as number | undefined) ?? (optional ? null : first);
  return html`<number-field
    .label=${label}
    .value=${value}
    .min=${min}
    .max=${max}
    .whole=${whole}
    .percent=${percent}
    .hint=${hint}
    .optional=${optional}
    .fault=${edit.faultOf(name)}
    @number-change=${(event: CustomEvent<number | null>) =>
      edit.set({ [name]: event.detail ?? undefined } as Partial<T>)}
  ></number-field>`;
}

export function uncertainField<T extends object>(
  edit: Edit<T>,
  name: keyof T & string,
  label: string,
  options: { percent?: boolean; min?: number; dropZero?: boolean; varies?: boolean } = {},
): TemplateResult {
  const value = (edit.value[name] as Uncertain | undefined) ?? 0;
  return html`<uncertain-field
    .label=${label}
    .value=${value}
    .percent=${options.percent ?? false}
    .varies=${options.varies ?? false}
    .min=${options.min ?? 0}
    .fault=${edit.faultOf(name)}
    @uncertain-change=${(event: CustomEvent<Uncertain>) =>
      edit.set({
        [name]: options.dropZero && event.detail === 0 ? undefined : event.detail,
      } as Partial<T>)}
  ></uncertain-field>`;
}

export function listField<T extends object>(
  edit: Edit<T>,
  name: keyof T & string,
  label: string,
  options: { hint?: string; length?: number; percent?: boolean } = {},
): TemplateResult {
  return html`<list-field
    .label=${label}
    .value=${(edit.value[name] as readonly number[] | undefined) ?? []}
    .hint=${options.hint}
    .length=${options.length ?? 0}
    .percent=${options.percent ?? false}
    .fault=${edit.faultOf(name)}
    @list-change=${(event: CustomEvent<number[]>) =>
      edit.set({ [name]: event.detail.length ? event.detail : undefined } as unknown as Partial<T>)}
  ></list-field>`;
}

export function dayField<T extends object>(
  edit: Edit<T>,
  name: keyof T & string,
  label: string,
  first = "",
): TemplateResult {
  const id = `day-${edit.path}-${name}`.replace(/\W+/g, "-");
  const fault = edit.faultOf(name);
  const take = typedDay((day) => edit.set({ [name]: day || undefined } as Partial<T>));
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="date"
      .value=${(edit.value[name] as string | undefined) ?? first}
      aria-invalid=${fault ? "true" : "false"}
      @change=${take}
      @blur=${take}
    />
    <span class="problem" role="alert" ?hidden=${!fault}>${fault}</span>
  </div>`;
}

/** A select element whose options show words for their values. */
export function choice<V extends string>(
  label: string,
  value: V,
  options: readonly (readonly [V, string])[],
  set: (value: V) => void,
): TemplateResult {
  return html`<label class="field"
    ><span class="label">${label}</span>
    <select @change=${(event: Event) => set((event.target as HTMLSelectElement).value as V)}>
      ${options.map(
        ([each, words]) =>
          html`<option value=${each} ?selected=${each === value} .selected=${each === value}>
            ${words}
          </option>`,
      )}
    </select></label
  >`;
}

export function check(
  label: string,
  checked: boolean,
  set: (checked: boolean) => void,
): TemplateResult {
  return html`<label class="check"
    ><input
      type="checkbox"
      .checked=${checked}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    />
    ${label}</label
  >`;
}
