namespace Ting.Server.Features.Labels;

public sealed class LabelsText;
