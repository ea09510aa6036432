namespace Ting.Server.Features.Academy;

/// <summary>Names the texts of the academy's pages; what the courses say stands in their files.</summary>
public sealed class AcademyText;
