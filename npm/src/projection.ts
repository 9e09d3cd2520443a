/** A scenario to months: this house's part of the API object. */

export function projecting(): object {
  return {};
}
