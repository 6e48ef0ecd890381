namespace FinOpsAI.Core.Attribution;

/// <summary>One thing wrong with rules or shared costs that somebody wrote.</summary>
/// <param name="Field">Where, such as <c>rules[2].conditions[0].values</c>.</param>
/// <param name="Message">What is wrong and what is expected.</param>
public sealed record RuleFault(string Field, string Message);
