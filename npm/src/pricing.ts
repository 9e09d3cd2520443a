/** Quantities to money: this house's part of the API object. */

export function pricing(): object {
  return {};
}
