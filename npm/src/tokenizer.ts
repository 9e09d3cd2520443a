/** Text to tokens: this house's part of the API object. */

export function tokenizers(): object {
  return {};
}
