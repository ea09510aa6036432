namespace Ting.Server.Features.Fields;

/// <summary>Names the FieldsText*.resx files beside it.</summary>
public sealed class FieldsText;
