namespace Ting.Server.Features.Academy.Journal;

/// <summary>Names the texts of the talk journal.</summary>
public sealed class JournalText;
