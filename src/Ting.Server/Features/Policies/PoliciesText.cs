namespace Ting.Server.Features.Policies;

/// <summary>Names the texts of the service policies.</summary>
public sealed class PoliciesText;
