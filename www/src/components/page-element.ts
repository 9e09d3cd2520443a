import { LitElement } from "lit";
import { type PageState, store } from "../state/page-state.js";

/**
 * A component of this page. It renders into the page itself and not into a shadow root, so that
 * labels, descriptions and the one style sheet reach everything.
 */
export abstract class PageElement extends LitElement {
  /**
   * Whether every change of the state renders the component again. Controls that get all they show
   * as properties do not need it.
   */
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

  /**
   * Called on every change of the state, for work other than rendering, such as asking the engine.
   */
  protected stateChanged(_state: PageState, _before: PageState): void {}
}
