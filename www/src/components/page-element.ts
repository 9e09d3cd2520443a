import { LitElement } from "lit";
import { store, type PageState } from "../state/page-state.js";

/**
 * A component of this page. It draws into the page itself, not into a shadow root: labels,
 * descriptions and the one style sheet then reach everything.
 */
export abstract class PageElement extends LitElement {
  /** Whether any change of the state draws it anew; a control that is told all it shows need not. */
  protected readonly followsState: boolean = true;
  #unsubscribe: (() => void) | null = null;

  protected get state(): PageState {
    return store.state;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unsubscribe = store.subscribe((state, before) => {
      this.stateChanged(state, before);
      if (this.followsState) this.requestUpdate();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
  }

  /** For work beyond drawing: asking the engine again, say. */
  protected stateChanged(_state: PageState, _before: PageState): void {}
}
