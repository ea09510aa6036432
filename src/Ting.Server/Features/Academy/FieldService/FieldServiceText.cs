namespace Ting.Server.Features.Academy.FieldService;

/// <summary>Names the texts of the page about appearance and visits; what is known stands in its files.</summary>
public sealed class FieldServiceText;
