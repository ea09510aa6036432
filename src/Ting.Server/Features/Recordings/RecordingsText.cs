namespace Ting.Server.Features.Recordings;

/// <summary>Names the texts of call recordings.</summary>
public sealed class RecordingsText;
