// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverparameters.h"

#include <QJsonDocument>

/// The lists of a small server, in the shape of ListT2IParams.
namespace SomeLists
{

inline QJsonObject reply()
{
    QByteArray text = R"({'list':[
        {'name':'Prompt','id':'prompt','type':'text','min':0.0,'max':0.0,'values':null},
        {'name':'Steps','id':'steps','type':'integer','default':'20','min':0.0,'max':500.0,'values':null,
         'description':'How often noise is removed.\n<a target=_blank href=x>See</a> more where a < b, as in <segment:face>.\n'},
        {'name':'Seed','id':'seed','type':'integer','min':-1.0,'max':9.223372036854776E+18,'values':null},
        {'name':'CFG Scale','id':'cfgscale','type':'decimal','min':0.0,'max':100.0,'values':null},
        {'name':'Refiner Upscale','id':'refinerupscale','type':'decimal','min':0.25,'max':8.0,'values':null},
        {'name':'Automatic VAE','id':'automaticvae','type':'boolean','min':0.0,'max':0.0,'values':null},
        {'name':'Aspect Ratio','id':'aspectratio','type':'dropdown','min':0.0,'max':0.0,
         'values':['1:1','16:9','Custom'],'value_names':['1:1 (Square)','16:9 (Standard Widescreen)','Custom']},
        {'name':'Sampler','id':'sampler','type':'dropdown','min':0.0,'max':0.0,
         'values':['euler','euler_ancestral','euler_ancestral_cfg_pp','dpm_2','dpm_2_ancestral','dpmpp_2m','dpmpp_2m_sde'],
         'value_names':['Euler','Euler Ancestral (Randomizing)','Euler Ancestral CFG++','DPM-2','DPM-2 Ancestral','DPM++ 2M','DPM++ 2M SDE']},
        {'name':'Model','id':'model','type':'model','subtype':'Stable-Diffusion','min':0.0,'max':0.0,'values':null},
        {'name':'Refiner Model','id':'refinermodel','type':'model','subtype':'Stable-Diffusion','min':0.0,'max':0.0,
         'values':['(Use Base)','-----','dream','SD15/dream']},
        {'name':'VAE','id':'vae','type':'model','subtype':'VAE','min':0.0,'max':0.0,'values':['Automatic','None','fine']},
        {'name':'LoRAs','id':'loras','type':'list','subtype':'LoRA','min':0.0,'max':0.0,'values':['(None)','grain','a/fog']},
        {'name':'LoRA Weights','id':'loraweights','type':'list','min':-10.0,'max':10.0,'values':null},
        {'name':'Init Image','id':'initimage','type':'image','min':0.0,'max':0.0,'values':null},
        {'name':'VAE Tile Size','id':'vaetilesize','type':'integer','default':'512','toggleable':true,'min':0.0,'max':0.0},
        {'name':'Glow','id':'glow','type':'hologram','values':null}],
     'models':{'Stable-Diffusion':[['turbo.safetensors','x'],['SD15/dream.safetensors',null],['XL/dream.safetensors',null],['old.ckpt',null]],
               'VAE':[['fine.safetensors',null]],
               'LoRA':[['grain.safetensors','x'],['a/fog.safetensors','x']]}})";
    return QJsonDocument::fromJson(text.replace('\'', '"')).object();
}

inline ServerParameters parsed()
{
    return parseParameters(reply());
}

} // namespace SomeLists
