using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Facts;

/// <summary>A question to the explorer that somebody keeps.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it; 1 to 200 characters.</param>
/// <param name="Scope">Whose cost it looks at; only who sees the scope sees the view.</param>
/// <param name="Query">The page's address after the question mark.</param>
/// <param name="Owner">Who saved it: a user's id, or a token's.</param>
/// <param name="OwnerName">The owner's name when it was saved.</param>
/// <param name="IsShared">Whether all who see the scope see the view; else its owner alone.</param>
/// <param name="SavedAt">UTC.</param>
public sealed record SavedView(
    string Id, string Name, ScopePath Scope, string Query, string Owner, string OwnerName, bool IsShared, DateTimeOffset SavedAt);
