using FinOpsAI.Core.Showback;

namespace FinOpsAI.Web.Contracts;

/// <summary>Showback of a week or month.</summary>
/// <param name="OrganizationName">The organization's display name.</param>
/// <param name="Currency">ISO 4217 code of the amounts.</param>
/// <param name="Report">The figures.</param>
public sealed record ShowbackResponse(string OrganizationName, string Currency, ShowbackReport Report);
