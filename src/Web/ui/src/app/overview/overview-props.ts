export interface OverviewProps {
  /** The organization, or the team of who sees no more. */
  scope: string;
  /** What the scope is called. */
  name: string;
}
