namespace Ting.Server.Features.Academy.RolePlay.Pairs;

/// <summary>Names the texts of role plays of two.</summary>
public sealed class PairText;
