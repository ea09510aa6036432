// Turbo ships no types; these are the few calls we make.
declare module "@hotwired/turbo" {
  export function visit(location: string, options?: { action?: "advance" | "replace" | "restore"; frame?: string }): void
  export function morphElements(current: Element, next: Element | NodeListOf<ChildNode>): void
  export function morphChildren(current: Element, next: Element): void
}
