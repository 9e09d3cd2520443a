/**
 * A part of a scenario or of a request under edit: its value, its path as the engine names it, and
 * how to replace it. An error of the engine is shown beside the field whose path it names.
 */

export interface Fault {
  path: string;
  message: string;
}

export class Edit<T extends object> {
  constructor(
    readonly value: T,
    readonly path: string,
    readonly fault: Fault | null,
    private readonly put: (value: T) => void,
  ) {}

  /** Sets fields. A field set to undefined is removed. */
  set(change: { [K in keyof T]?: T[K] | undefined }): void {
    const next: Record<string, unknown> = { ...this.value, ...change };
    for (const [name, value] of Object.entries(next)) if (value === undefined) delete next[name];
    this.put(next as T);
  }

  replace(value: T): void {
    this.put(value);
  }

  /** The part of that name, or its first value where there is none yet. */
  part<K extends keyof T & string>(
    name: K,
    first: NonNullable<T[K]> & object,
  ): Edit<NonNullable<T[K]> & object> {
    const value = (this.value[name] ?? first) as NonNullable<T[K]> & object;
    return new Edit(value, this.#pathOf(name), this.fault, (next) =>
      this.set({ [name]: next } as unknown as Partial<T>),
    );
  }

  /** The items of a list. */
  items<Item extends object>(name: keyof T & string): Edit<Item>[] {
    const list = (this.value[name] ?? []) as unknown as readonly Item[];
    return list.map(
      (item, i) =>
        new Edit(item, `${this.#pathOf(name)}[${i}]`, this.fault, (next) =>
          this.#list(
            name,
            list.map((each, at) => (at === i ? next : each)),
          ),
        ),
    );
  }

  add<Item extends object>(name: keyof T & string, item: Item): void {
    this.#list(name, [...((this.value[name] ?? []) as unknown as readonly Item[]), item]);
  }

  remove(name: keyof T & string, at: number): void {
    this.#list(
      name,
      (this.value[name] as unknown as readonly object[]).filter((_, i) => i !== at),
    );
  }

  /** Replaces a list. An empty one is removed. */
  #list(name: keyof T & string, list: readonly object[]): void {
    this.set({ [name]: list.length ? list : undefined } as unknown as Partial<T>);
  }

  faultOf(name: keyof T & string): string | undefined {
    const path = this.#pathOf(name);
    return this.fault &&
      (this.fault.path === path ||
        this.fault.path.startsWith(`${path}.`) ||
        this.fault.path.startsWith(`${path}[`))
      ? this.fault.message
      : undefined;
  }

  #pathOf(name: string): string {
    return this.path ? `${this.path}.${name}` : name;
  }
}
