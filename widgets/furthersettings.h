// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generationrequest.h"

#include <QWidget>

class QLabel;

/// What a request asks for besides the fields of the form: steps, seed, LoRAs and the like. Says how many
/// such settings there are and which, and a button drops them. Hidden while there is none.
class FurtherSettings : public QWidget
{
    Q_OBJECT
public:
    explicit FurtherSettings(QWidget *parent = nullptr);

    void setRequest(const GenerationRequest &request);
    /// The same settings; prompt, model, size and number of images are as the request's defaults.
    [[nodiscard]] const GenerationRequest &request() const { return m_request; }

private:
    void reset();

    GenerationRequest m_request;
    QLabel *m_line;
};
