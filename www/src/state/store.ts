/** The state is one plain object. What renders it subscribes to its changes. */
export interface Store<State extends object> {
  readonly state: State;
  set(change: Partial<State>): void;
  subscribe(listener: (state: State, before: State) => void): () => void;
}

export function createStore<State extends object>(initial: State): Store<State> {
  let state = initial;
  const listeners = new Set<(state: State, before: State) => void>();
  return {
    get state() {
      return state;
    },
    set(change) {
      const before = state;
      state = { ...state, ...change };
      for (const listener of listeners) listener(state, before);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
