/** Earlier days have no prices, and are years that are still being typed: "0002" on the way to 2027. */
const earliest = "2000-01-01";

/**
 * Takes the day of a date field. A browser reports a change for every digit that is typed, with no
 * day while one is incomplete: such a day, "", is taken only when the field is left.
 */
export const typedDay =
  (take: (day: string) => void) =>
  ({ target, type }: Event): void => {
    const { value } = target as HTMLInputElement;
    if (type === "blur" ? value === "" : value >= earliest) take(value);
  };
