/** What lies in a closed menu can be chosen as long as the menu could be opened. */
export function isWithinReach(element: HTMLElement): boolean {
  if (element.checkVisibility()) return true
  return element.closest("details:not([open])")?.querySelector("summary")?.checkVisibility() ?? false
}
