namespace Ting.Server.Features.Relationships;

/// <summary>Names the RelationshipsText*.resx files beside it.</summary>
public sealed class RelationshipsText;
